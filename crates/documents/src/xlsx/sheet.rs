//! One sheet: blocks from top to bottom, text across all columns of its table.
//!
//! Not here: values of cells (`cells`). The one decision to know: heights of rows are worked out
//! here, because Excel does not fit a row to a merged cell.

use opora_domain::document::{Block, Chart, Orientation, Span, Table};
use rust_xlsxwriter::{Format, Image, Worksheet};

use super::{
    assembly, cells,
    formats::{self, TABLE, TEXT},
    split::Leaf,
};
use crate::{
    WriteError,
    charts::{Letters, picture},
    grid::{Content, Grid, Place, widths},
};

/// Highest row Excel allows, in points.
const HIGHEST: f64 = 409.0;
/// Points of height a line takes for a point of letters.
const LEADING: f64 = 1.2;
/// How much narrower the letters of a sheet are than those of charts, which measure them.
const NARROWER: f64 = 0.93;

/// Writes the blocks of the leaf; `tables` counts tables of the document.
pub(super) fn write(
    sheet: &mut Worksheet,
    leaf: &Leaf<'_>,
    tables: &mut usize,
) -> Result<(), WriteError> {
    sheet.set_name(&leaf.name).map_err(assembly)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet
        .set_margins(1.18, 0.39, 0.79, 0.79, 0.39, 0.39)
        .set_header("&C&P");
    sheet.set_screen_gridlines(false);
    // Widths of columns are counted in figures of the default font.
    let wide = match leaf.orientation {
        Orientation::Portrait => 92,
        Orientation::Landscape => {
            sheet.set_landscape();
            140
        }
    };
    let table = leaf.blocks.iter().find_map(|block| match block {
        Block::Table(table) if !table.columns.is_empty() => Some(table),
        _ => None,
    });
    // Without a table: the post, the place for the signature, the name.
    let widths = table.map_or_else(|| vec![46, 20, 26], |table| widths(table, wide));
    let mut rows = Rows {
        sheet,
        widths: widths
            .iter()
            .map(|width| f64::from((*width).max(5)))
            .collect(),
        letters: Letters::load(),
        row: 0,
    };
    rows.columns()?;
    for block in &leaf.blocks {
        rows.block(block, tables)?;
    }
    Ok(())
}

/// A sheet being filled from the top.
struct Rows<'a> {
    sheet: &'a mut Worksheet,
    widths: Vec<f64>,
    letters: Letters,
    row: u32,
}

impl Rows<'_> {
    fn columns(&mut self) -> Result<(), WriteError> {
        for (column, width) in (0..).zip(&self.widths) {
            self.sheet
                .set_column_width(column, *width)
                .map_err(assembly)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, tables: &mut usize) -> Result<(), WriteError> {
        let last = self.last();
        let half = last.div_ceil(2);
        match block {
            Block::Approval(lines) => {
                let text = [Span::plain(lines.join("\n"))];
                self.line(half, last, &text, &formats::text(TEXT), TEXT)?;
                self.row += 1;
            }
            Block::Title(lines) => {
                let text = [Span::plain(lines.join("\n"))];
                self.line(0, last, &text, &formats::title(), TEXT + 2.0)?;
            }
            Block::Heading { text, .. } => {
                self.line(0, last, &[Span::plain(text)], &formats::bold(TEXT), TEXT)?;
            }
            Block::Paragraph(spans) => {
                self.line(0, last, spans, &formats::text(TEXT), TEXT)?;
            }
            Block::List { ordered, items } => {
                for (number, item) in (1..).zip(items) {
                    let mark = if *ordered {
                        format!("{number}. ")
                    } else {
                        "– ".to_owned()
                    };
                    let mut spans = vec![Span::plain(mark)];
                    spans.extend(item.iter().cloned());
                    self.line(0, last, &spans, &formats::text(TEXT), TEXT)?;
                }
            }
            Block::Table(table) => {
                *tables += 1;
                self.table(table, *tables)?;
            }
            Block::Chart(chart) => self.chart(chart)?,
            // A sheet is for figures; the code stands in it as text.
            Block::Squares(_) | Block::Pages(_) => {}
            Block::Signature { post, name } => self.signature(post, name)?,
        }
        Ok(())
    }

    /// The last column.
    fn last(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// A row of one text over these columns.
    fn line(
        &mut self,
        from: u16,
        to: u16,
        spans: &[Span],
        format: &Format,
        points: f64,
    ) -> Result<(), WriteError> {
        self.merge((self.row, from), (self.row, to), format)?;
        let height = self.height(spans, usize::from(from), usize::from(to), points);
        let short = height < points * LEADING * 2.0;
        cells::write(self.sheet, (self.row, from), spans, None, (short, format))?;
        self.next(height)
    }

    fn next(&mut self, height: f64) -> Result<(), WriteError> {
        self.sheet
            .set_row_height(self.row, height.min(HIGHEST))
            .map_err(assembly)?;
        self.row += 1;
        Ok(())
    }

    fn merge(
        &mut self,
        from: cells::Spot,
        to: cells::Spot,
        format: &Format,
    ) -> Result<(), WriteError> {
        if from == to {
            return Ok(());
        }
        let merged = self
            .sheet
            .merge_range(from.0, from.1, to.0, to.1, "", format);
        merged.map(|_| ()).map_err(assembly)
    }

    /// Height of a text over these columns, in points.
    fn height(&self, spans: &[Span], from: usize, to: usize, points: f64) -> f64 {
        let figures: f64 = self.widths.iter().skip(from).take(to + 1 - from).sum();
        // A figure of the default font is 7 pixels of 0.75 points; 3 points are cell margins.
        let width = (figures * 5.25 - 3.0).max(points);
        let text = cells::text_of(spans);
        let lines: usize = text
            .split('\n')
            .map(|line| {
                self.letters
                    .lines(line, points * NARROWER, width)
                    .len()
                    .max(1)
            })
            .sum();
        count(lines) * points * LEADING + 3.0
    }

    fn signature(&mut self, post: &str, name: &str) -> Result<(), WriteError> {
        let last = self.last();
        let format = formats::text(TEXT);
        self.row += 1;
        if last == 0 {
            self.line(0, 0, &[Span::plain(post)], &format, TEXT)?;
            return self.line(0, 0, &[Span::plain(name)], &format, TEXT);
        }
        let (left, right) = ((last - 1) / 2, last - last / 3);
        self.merge((self.row, 0), (self.row, left), &format)?;
        cells::write(
            self.sheet,
            (self.row, 0),
            &[Span::plain(post)],
            None,
            (false, &format),
        )?;
        self.merge((self.row, right), (self.row, last), &format)?;
        cells::write(
            self.sheet,
            (self.row, right),
            &[Span::plain(name)],
            None,
            (false, &format),
        )?;
        let posts = self.height(&[Span::plain(post)], 0, usize::from(left), TEXT);
        let names = self.height(
            &[Span::plain(name)],
            usize::from(right),
            usize::from(last),
            TEXT,
        );
        self.next(posts.max(names))
    }

    fn chart(&mut self, chart: &Chart) -> Result<(), WriteError> {
        let picture = picture(chart)?;
        let width: f64 = self.widths.iter().sum::<f64>() * 7.0;
        let scale =
            (width.min(560.0) / f64::from(picture.width)).min(900.0 / f64::from(picture.height));
        let (wide, high) = (
            f64::from(picture.width) * scale,
            f64::from(picture.height) * scale,
        );
        // Excel holds 255 characters of description; the rest is in the table of the document.
        let alternative: String = chart.alternative.chars().take(120).collect();
        let image = Image::new_from_buffer(&picture.png)
            .map_err(assembly)?
            .set_scale_to_size(wide, high, true)
            .set_alt_text(alternative);
        self.sheet
            .insert_image(self.row, 0, &image)
            .map_err(assembly)?;
        let mut left = high * 0.75 + 8.0;
        while left > 0.0 {
            self.next(left.clamp(1.0, 300.0))?;
            left -= 300.0;
        }
        let last = self.last();
        self.line(
            0,
            last,
            &[Span::plain(&chart.title)],
            &formats::text(TABLE),
            TABLE,
        )
    }

    fn table(&mut self, table: &Table, ordinal: usize) -> Result<(), WriteError> {
        let grid = Grid::of(table, ordinal)?;
        if let Some(caption) = &table.caption {
            let last = self.last();
            self.line(
                0,
                last,
                &[Span::plain(caption)],
                &formats::text(TABLE),
                TABLE,
            )?;
        }
        let first = self.row;
        let heights = self.heights(&grid);
        for (index, places) in grid.rows.iter().enumerate() {
            for place in places {
                let align = table.columns.get(place.column).map(|column| column.align);
                let format = formats::cell(
                    index < grid.header,
                    align.unwrap_or(opora_domain::document::Align::Left),
                );
                self.cell(place, &format)?;
            }
            self.next(heights.get(index).copied().unwrap_or(15.0))?;
        }
        if let Some(last) = u32::try_from(grid.header).ok().filter(|rows| *rows > 0) {
            self.sheet
                .set_repeat_rows(first, first + last - 1)
                .map_err(assembly)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, place: &Place<'_>, format: &Format) -> Result<(), WriteError> {
        let column = u16::try_from(place.column).unwrap_or(u16::MAX);
        match place.content {
            Content::Cell { cell, rows } => {
                let down = u32::try_from(rows - 1).unwrap_or(u32::MAX);
                let across = u16::try_from(place.columns - 1).unwrap_or(u16::MAX);
                self.merge(
                    (self.row, column),
                    (self.row + down, column + across),
                    format,
                )?;
                let runs = cells::joined(&cell.paragraphs);
                let last = place.column + place.columns - 1;
                let short = self.height(&runs, place.column, last, TABLE) < TABLE * LEADING * 2.0;
                cells::write(
                    self.sheet,
                    (self.row, column),
                    &runs,
                    cell.number,
                    (short, format),
                )
            }
            Content::Nothing => {
                cells::write(self.sheet, (self.row, column), &[], None, (false, format))
            }
            Content::Continued => Ok(()),
        }
    }

    /// Heights of the rows of a table; what a cell over several rows lacks, its last row adds.
    fn heights(&self, grid: &Grid<'_>) -> Vec<f64> {
        let mut heights = vec![TABLE * LEADING + 3.0; grid.rows.len()];
        for several in [false, true] {
            for (index, place) in grid
                .rows
                .iter()
                .enumerate()
                .flat_map(|(index, row)| row.iter().map(move |place| (index, place)))
            {
                let Content::Cell { cell, rows } = place.content else {
                    continue;
                };
                if (rows > 1) != several {
                    continue;
                }
                let last = place.column + place.columns - 1;
                let needed =
                    self.height(&cells::joined(&cell.paragraphs), place.column, last, TABLE);
                let Some(own) = heights.get_mut(index..index + rows) else {
                    continue;
                };
                let lacking = needed - own.iter().sum::<f64>();
                if let Some(last) = own.last_mut().filter(|_| lacking > 0.0) {
                    *last += lacking;
                }
            }
        }
        heights
    }
}

/// A count as a factor.
fn count(lines: usize) -> f64 {
    u32::try_from(lines).map_or(f64::from(u32::MAX), f64::from)
}
