//! A chart as a raster image, for formats that do not show SVG everywhere.
//!
//! Not here: drawing. The one decision to know: it is the printed SVG, enlarged to 2.5 points a
//! unit, about 240 points an inch on a sheet.

use opora_domain::document::Chart;
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{Options, Tree},
};

use super::{Theme, chart_svg};
use crate::WriteError;

const SCALE: f32 = 2.5;

/// A PNG image and its size in units of the chart, 560 wide.
#[derive(Debug)]
pub(crate) struct Picture {
    /// The file.
    pub(crate) png: Vec<u8>,
    /// Width.
    pub(crate) width: f32,
    /// Height.
    pub(crate) height: f32,
}

/// The chart as an image.
pub(crate) fn picture(chart: &Chart) -> Result<Picture, WriteError> {
    let svg = chart_svg(chart, Theme::Print);
    raster(&svg, &format!("диаграмма «{}»", chart.title))
}

/// An SVG of ours as an image; `what` names it when it fails.
pub(crate) fn raster(svg: &str, what: &str) -> Result<Picture, WriteError> {
    let failed = |reason: String| WriteError::Archive(format!("{what}: {reason}"));
    let tree =
        Tree::from_str(svg, &Options::default()).map_err(|error| failed(error.to_string()))?;
    let size = tree.size();
    let pixels = size
        .to_int_size()
        .scale_by(SCALE)
        .and_then(|pixels| Pixmap::new(pixels.width(), pixels.height()));
    let mut pixels = pixels.ok_or_else(|| failed("нет места для изображения".to_owned()))?;
    pixels.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(SCALE, SCALE),
        &mut pixels.as_mut(),
    );
    let png = packed(&pixels).map_err(|error| failed(error.to_string()))?;
    Ok(Picture {
        png,
        width: size.width(),
        height: size.height(),
    })
}

/// The opaque pixels as PNG. Packed fast: even areas pack well at any level, and the usual level takes longer than
/// drawing.
fn packed(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let colours: Vec<u8> = pixels
        .pixels()
        .iter()
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(file)
}
