//! Where the parts of a chart stand, for both themes.
//!
//! Not here: SVG. The one decision to know: across, bars are shares of the width, because a page
//! does not know its width; down, everything is in units of the picture.

use opora_domain::document::Chart;

use super::glyphs::Letters;

/// Size of letters.
pub(super) const LETTERS: f64 = 14.0;
/// Distance from line to line of a label.
const LINE: f64 = 17.0;
/// Height of a bar.
pub(super) const BAR: f64 = 12.0;
const GAP: f64 = 3.0;
/// Room after a category.
const REST: f64 = 8.0;
/// Share of the width the longest bar takes; the rest is for its value.
const LONGEST: f64 = 0.8;

/// A chart laid out.
#[derive(Debug)]
pub(super) struct Layout {
    /// Height of the picture.
    pub(super) height: f64,
    /// Names of series with the baseline of each; empty when there is one series.
    pub(super) keys: Vec<(usize, String, f64)>,
    /// Lines of labels with their baselines.
    pub(super) labels: Vec<(String, f64)>,
    /// Bars.
    pub(super) bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug)]
pub(super) struct Bar {
    /// Ordinal number of its series, from 0.
    pub(super) series: usize,
    /// Its upper edge.
    pub(super) top: f64,
    /// Its length, 0 to 1 of the width.
    pub(super) share: f64,
    /// Its value in figures.
    pub(super) value: String,
}

/// Lays the chart out for labels at most `width` units wide.
pub(super) fn layout(chart: &Chart, letters: &Letters, width: f64) -> Layout {
    let mut y = 0.0;
    let mut keys = Vec::new();
    if chart.series.len() > 1 {
        for (series, name) in chart.series.iter().map(|series| &series.name).enumerate() {
            for line in letters.lines(name, LETTERS, width - 28.0) {
                y += LINE;
                keys.push((series, line, y));
            }
        }
        y += REST;
    }
    let longest = longest(chart);
    let mut labels = Vec::new();
    let mut bars = Vec::new();
    for (index, category) in chart.categories.iter().enumerate() {
        for line in letters.lines(category, LETTERS, width) {
            y += LINE;
            labels.push((line, y));
        }
        y += GAP + 2.0;
        for (series, values) in chart.series.iter().enumerate() {
            let value = values
                .values
                .get(index)
                .copied()
                .flatten()
                .filter(|it| it.is_finite());
            bars.push(Bar {
                series,
                top: y,
                share: value.map_or(0.0, |value| value.max(0.0) / longest * LONGEST),
                value: value.map_or_else(|| "—".to_owned(), |value| figures(value, &chart.unit)),
            });
            y += BAR + GAP;
        }
        y += REST;
    }
    Layout {
        height: y.max(LINE),
        keys,
        labels,
        bars,
    }
}

/// The greatest value; percentages are drawn against a whole of 100.
fn longest(chart: &Chart) -> f64 {
    let values = chart
        .series
        .iter()
        .flat_map(|series| series.values.iter().flatten());
    let greatest = values
        .copied()
        .filter(|value| value.is_finite())
        .fold(0.0, f64::max);
    let whole = if chart.unit.trim() == "%" { 100.0 } else { 0.0 };
    let longest = greatest.max(whole);
    if longest > 0.0 { longest } else { 1.0 }
}

/// A value with a decimal comma, at most two decimals, and its unit.
fn figures(value: f64, unit: &str) -> String {
    let rounded = format!("{value:.2}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    let number = short.replace('.', ",").replace('-', "−");
    let number = if number == "−0" {
        "0".to_owned()
    } else {
        number
    };
    match unit.trim() {
        "" => number,
        unit => format!("{number}\u{a0}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn values_are_written_the_russian_way() {
        assert_eq!(figures(27.5, "%"), "27,5\u{a0}%");
        assert_eq!(figures(100.0, ""), "100");
        assert_eq!(figures(-0.001, ""), "0");
        assert_eq!(figures(-3.25, " чел. "), "−3,25\u{a0}чел.");
    }
}
