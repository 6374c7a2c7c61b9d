//! The report as a picture: a line for each function, a dot on it for each library, time to the right.

use std::fmt::Write;

use super::options::Size;
use super::participants::Role;
use super::report::{Measured, Report};
use crate::protocol::Pass;

const LEFT: f64 = 96.0;
const PANEL: f64 = 270.0;
const GAP: f64 = 22.0;
const LINE: f64 = 17.0;
const TITLE: f64 = 24.0;
const AXIS: f64 = 26.0;
const TOP: f64 = 62.0;

/// Told apart by eyes that do not see all colours: the palette of Okabe and Ito, ours in black.
const COLOURS: [&str; 7] = [
    "#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d55e00", "#0072b2", "#999999",
];

/// The picture as an SVG document.
pub(super) fn svg(report: &Report) -> String {
    let mut body = String::new();
    let mut top = TOP;
    let mut columns = 1;
    for element_wise in [true, false] {
        for pass in Pass::ALL {
            let rows: Vec<&Measured> = report
                .of_pass(pass)
                .filter(|measured| matches!(measured.row.size, Size::Elements(_)) == element_wise)
                .collect();
            let sizes = distinct(rows.iter().map(|measured| measured.row.size));
            let functions = distinct(rows.iter().map(|measured| measured.row.function));
            if rows.is_empty() {
                continue;
            }
            columns = columns.max(sizes.len());
            for (line, function) in functions.iter().enumerate() {
                let y = line_at(top, line) + 4.0;
                let _ = writeln!(
                    body,
                    r#"<text x="{}" y="{y}" text-anchor="end">{function}</text>"#,
                    LEFT - 8.0
                );
            }
            for (at, size) in sizes.iter().enumerate() {
                let left = LEFT + at as f64 * (PANEL + GAP);
                let rows = rows
                    .iter()
                    .copied()
                    .filter(|measured| measured.row.size == *size);
                let title = format!("{}, {size}", pass.name());
                Panel {
                    report,
                    functions: &functions,
                    left,
                    top,
                }
                .draw(&mut body, &title, rows.collect());
            }
            top += TITLE + functions.len() as f64 * LINE + AXIS + 14.0;
        }
    }
    let mut head = String::new();
    let width = legend(&mut head, report).max(LEFT + columns as f64 * (PANEL + GAP));
    let mut document = String::new();
    let _ = writeln!(
        document,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top}" width="{width}" height="{top}" font-family="system-ui, sans-serif" font-size="12" fill="#222">
<rect width="100%" height="100%" fill="#fff"/>"##
    );
    document.push_str(&head);
    document.push_str(&body);
    document.push_str("</svg>\n");
    document
}

/// The panels of one function's line, one size and one pass.
struct Panel<'a> {
    report: &'a Report,
    functions: &'a [&'static str],
    left: f64,
    top: f64,
}

impl Panel<'_> {
    fn draw(&self, body: &mut String, title: &str, rows: Vec<&Measured>) {
        let (left, right) = (self.left, self.left + PANEL);
        let first = line_at(self.top, 0) - LINE / 2.0;
        let last = line_at(self.top, self.functions.len()) - LINE / 2.0;
        let _ = writeln!(
            body,
            r#"<text x="{left}" y="{}" font-weight="600">{title}</text>"#,
            self.top + 10.0
        );
        let Some(scale) = Scale::of(self.report, &rows, left) else {
            return;
        };
        for (decade, x) in scale.decades() {
            let _ = writeln!(
                body,
                r##"<path d="M{x:.1} {first}V{last}" stroke="#ddd"/><text x="{x:.1}" y="{}" text-anchor="middle" fill="#666">{decade}</text>"##,
                last + 15.0
            );
        }
        for (line, function) in self.functions.iter().enumerate() {
            let y = line_at(self.top, line);
            let _ = writeln!(body, r##"<path d="M{left} {y}H{right}" stroke="#eee"/>"##);
            for measured in rows
                .iter()
                .filter(|measured| measured.row.function == *function)
            {
                self.dots(body, measured, &scale, y);
            }
        }
    }

    /// Ours is drawn last, over the others.
    fn dots(&self, body: &mut String, measured: &Measured, scale: &Scale, y: f64) {
        for (at, column) in self.report.columns.iter().enumerate().rev() {
            let Some(figure) = self.report.figure(measured, at) else {
                continue;
            };
            let time = figure.summary().median;
            let x = scale.x(time);
            let _ = writeln!(
                body,
                "{}",
                shape(
                    column.role,
                    colour(self.report, at),
                    x,
                    y,
                    &format!("{} {}: {time:.3} ns", column.name, measured.row.function)
                )
            );
        }
    }
}

fn line_at(top: f64, line: usize) -> f64 {
    top + TITLE + (line as f64 + 0.5) * LINE
}

fn shape(role: Role, colour: &str, x: f64, y: f64, title: &str) -> String {
    match role {
        Role::Ours => format!(
            r#"<circle cx="{x:.1}" cy="{y}" r="5" fill="{colour}"><title>{title}</title></circle>"#
        ),
        Role::Peer => format!(
            r##"<circle cx="{x:.1}" cy="{y}" r="4" fill="{colour}" stroke="#fff" stroke-width="0.8"><title>{title}</title></circle>"##
        ),
        Role::Roof => format!(
            r#"<path d="M{x:.1} {}v12" stroke="{colour}" stroke-width="2"><title>{title}</title></path>"#,
            y - 6.0
        ),
    }
}

fn colour(report: &Report, at: usize) -> &'static str {
    match report.columns[at].role {
        Role::Ours => "#000",
        Role::Roof => "#888",
        Role::Peer => {
            let peers_before = report.columns[..at]
                .iter()
                .filter(|column| column.role == Role::Peer);
            COLOURS[peers_before.count() % COLOURS.len()]
        }
    }
}

/// Writes who is who, and says how wide that is.
fn legend(document: &mut String, report: &Report) -> f64 {
    let machine = &report.machine;
    let _ = writeln!(
        document,
        r##"<text x="12" y="20" font-weight="600">ns per element, f32, one thread; further left is faster</text>
<text x="12" y="54" fill="#666">{}, {}</text>"##,
        escaped(&machine.processor),
        machine.date
    );
    let mut x = 18.0;
    for (at, column) in report.columns.iter().enumerate() {
        let name = match column.role {
            Role::Roof => "copy, triad".to_owned(),
            Role::Ours => column.name.to_owned(),
            Role::Peer => format!("{} {}", column.name, column.introduction.version),
        };
        let name = escaped(&name);
        let _ = writeln!(
            document,
            "{}",
            shape(column.role, colour(report, at), x, 33.0, &name)
        );
        let _ = writeln!(document, r#"<text x="{}" y="37">{name}</text>"#, x + 9.0);
        // About the width of a letter in this size.
        x += 30.0 + 6.6 * name.chars().count() as f64;
    }
    x
}

/// Time to place, by logarithms, so that the same distance is the same ratio.
struct Scale {
    left: f64,
    least: f64,
    greatest: f64,
}

impl Scale {
    fn of(report: &Report, rows: &[&Measured], left: f64) -> Option<Self> {
        let times = rows.iter().flat_map(|measured| {
            (0..report.columns.len())
                .filter_map(|at| Some(report.figure(measured, at)?.summary().median.log10()))
        });
        let times: Vec<f64> = times.filter(|time| time.is_finite()).collect();
        let least = times.iter().copied().reduce(f64::min)?;
        let greatest = times.iter().copied().reduce(f64::max)?;
        // A panel of one dot still has a width.
        Some(Self {
            left,
            least: least - 0.05,
            greatest: greatest.max(least + 0.1) + 0.05,
        })
    }

    fn x(&self, time: f64) -> f64 {
        self.left + PANEL * (time.log10() - self.least) / (self.greatest - self.least)
    }

    /// The powers of ten in sight, with their names.
    fn decades(&self) -> Vec<(String, f64)> {
        let decades = self.least.ceil() as i32..=self.greatest.floor() as i32;
        decades
            .map(|power| 10_f64.powi(power))
            .map(|time| (time.to_string(), self.x(time)))
            .collect()
    }
}

fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut distinct = Vec::new();
    for item in items {
        if !distinct.contains(&item) {
            distinct.push(item);
        }
    }
    distinct
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::example;
    use super::*;

    #[test]
    fn every_figure_has_a_mark() {
        let svg = svg(&example());
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
        for (name, time) in [
            ("ours f", "0.200"),
            ("rusty f", "2.000"),
            ("roof rows", "0.300"),
        ] {
            let title = format!("<title>{name}: {time} ns</title>");
            assert!(svg.contains(&title), "{title}");
        }
        // A wrong result has none.
        assert_eq!(svg.matches("<title>snake f").count(), 1);
    }

    #[test]
    fn the_same_ratio_is_the_same_distance() {
        let scale = Scale {
            left: 10.0,
            least: -1.0,
            greatest: 1.0,
        };
        assert_eq!((scale.x(0.1), scale.x(10.0)), (10.0, 10.0 + PANEL));
        assert!((scale.x(1.0) - scale.x(0.5) - (scale.x(4.0) - scale.x(2.0))).abs() < 1e-9);
        let names: Vec<String> = scale.decades().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["0.1", "1", "10"]);
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a < b & c"), "a &lt; b &amp; c");
    }
}
