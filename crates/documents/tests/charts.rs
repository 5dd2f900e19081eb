//! Charts in pages and on paper.

use opora_documents::{Theme, chart_svg};
use scraper::{Html, Selector};

use crate::{hostile, sample};

fn count(svg: &str, selector: &str) -> usize {
    Html::parse_fragment(svg)
        .select(&Selector::parse(selector).unwrap())
        .count()
}

#[test]
fn a_chart_of_a_page_has_title_description_and_no_inline_style() {
    let svg = chart_svg(&sample::coverage(), Theme::Page);
    assert_eq!(count(&svg, "svg[role=img] > title"), 1);
    assert_eq!(count(&svg, "svg > desc"), 1);
    assert!(svg.contains(&sample::coverage().alternative));
    assert!(!svg.contains("style=") && !svg.contains("<script"), "{svg}");
    assert!(svg.contains("27,5\u{a0}%"));
}

#[test]
fn an_absent_value_is_a_dash_and_not_a_zero() {
    let svg = chart_svg(&sample::coverage(), Theme::Page);
    assert_eq!(svg.matches(">—</text>").count(), 2);
    assert!(!svg.contains(">0\u{a0}%<"));
}

#[test]
fn series_differ_by_hatching_and_not_by_colour_alone() {
    let page = chart_svg(&sample::coverage(), Theme::Page);
    assert_eq!(count(&page, "pattern"), 1);
    let print = chart_svg(&sample::coverage(), Theme::Print);
    // Two bars of categories with data and one in the key have hatching: a path over the bar.
    assert_eq!(count(&print, "path[stroke='#a8480c']"), 4);
}

#[test]
fn a_printed_chart_adds_no_text_to_the_document() {
    let svg = chart_svg(&sample::coverage(), Theme::Print);
    let page = Html::parse_fragment(&svg);
    assert_eq!(page.root_element().text().collect::<String>(), "");
    assert_eq!(count(&svg, "svg[role=img][aria-label]"), 1);
}

#[test]
fn names_of_a_chart_stay_text() {
    let document = hostile::hostile(&hostile::TEXTS);
    let chart = document.blocks.iter().find_map(|block| match block {
        opora_domain::document::Block::Chart(chart) => Some(chart),
        _ => None,
    });
    for theme in [Theme::Page, Theme::Print] {
        let svg = chart_svg(chart.unwrap(), theme);
        assert_eq!(count(&svg, "script"), 0);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
