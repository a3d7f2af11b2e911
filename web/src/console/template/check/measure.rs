//! What a browser tells of a certificate that it has laid out for paper: how high and wide it is, and whether a text of it is cut off.
//!
//! Invariant: what is not for the eye is never cut off: what is hidden from readers, and what is in a dot to be read aloud.

use web_sys::{CssStyleDeclaration, Document, Element, HtmlIFrameElement, Node, Window};

use super::edges::Edges;
use super::query::MeasuredSheetInput;
use crate::console::sample::CertificateSample;

/// `NodeFilter.SHOW_TEXT`.
const TEXTS: u32 = 4;

/// The certificate in a frame; none where there is something else in it.
pub(super) fn measured(frame: &HtmlIFrameElement, sample: CertificateSample) -> Option<MeasuredSheetInput> {
    let document = frame.content_document()?;
    let sheet = Sheet {
        main: document.query_selector("main.certificate").ok()??,
        window: document.default_view()?,
        document,
    };
    Some(MeasuredSheetInput {
        sample,
        // No lower than the frame.
        height: f64::from(sheet.document.document_element()?.scroll_height()),
        width: f64::from(sheet.main.scroll_width()),
        is_text_cut_off: sheet.is_text_cut_off()?,
    })
}

/// A certificate as it lies in its frame. Nothing of it is told where the browser does not.
struct Sheet {
    document: Document,
    window: Window,
    main: Element,
}

/// What can be seen of a text.
enum Sight {
    /// What is between these edges.
    Between(Edges),
    /// A beginning, and dots.
    Shortened,
    /// Nothing, and that is meant.
    Nothing,
}

/// Which of the boxes around it hold an element.
#[derive(Clone, Copy)]
enum Placing {
    /// All.
    Flow,
    /// Those that are placed themselves.
    Absolute,
    /// Those that are transformed.
    Fixed,
}

impl Sheet {
    fn is_text_cut_off(&self) -> Option<bool> {
        let walker = self.document.create_tree_walker_with_what_to_show(&self.main, TEXTS);
        let walker = walker.ok()?;
        while let Some(text) = walker.next_node().ok()? {
            let is_blank = text.node_value().is_none_or(|it| it.trim().is_empty());
            if !is_blank && self.is_cut_off(&text)? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn is_cut_off(&self, text: &Node) -> Option<bool> {
        let around = text.parent_element()?;
        let style = self.style(&around)?;
        let lines = self.lines(text)?;
        if lines.is_empty() || style.value("visibility")? != "visible" {
            return Some(false);
        }
        let size = style.pixels("font-size")?;
        Some(match self.sight(around)? {
            Sight::Between(edges) => !lines.into_iter().all(|it| edges.show(it, size)),
            Sight::Shortened => true,
            Sight::Nothing => false,
        })
    }

    /// The lines of a text; none where it is not drawn.
    fn lines(&self, text: &Node) -> Option<Vec<Edges>> {
        let range = self.document.create_range().ok()?;
        range.select_node_contents(text).ok()?;
        let list = range.get_client_rects()?;
        let lines = (0..list.length()).filter_map(|it| list.item(it));
        Some(lines.map(|it| Edges::of(&it)).filter(|it| !it.is_empty()).collect())
    }

    /// What the boxes around a text let be seen, from the innermost to the sheet.
    fn sight(&self, around: Element) -> Option<Sight> {
        let mut edges = Edges::NONE;
        let mut is_shortened = false;
        let mut placing = Placing::Flow;
        let mut next = Some(around);
        while let Some(element) = next {
            if element.get_attribute("aria-hidden").as_deref() == Some("true") {
                return Some(Sight::Nothing);
            }
            let style = self.style(&element)?;
            let is_sheet = element == self.main;
            if is_sheet || style.holds(placing)? {
                let own = style.edges(&element)?;
                if own.is_dot() {
                    return Some(Sight::Nothing);
                }
                edges = edges.within(own);
                is_shortened |= style.shortens(&element)?;
                placing = style.placing()?;
            }
            next = if is_sheet { None } else { element.parent_element() };
        }
        Some(if is_shortened {
            Sight::Shortened
        } else {
            Sight::Between(edges)
        })
    }

    fn style(&self, element: &Element) -> Option<Style> {
        self.window.get_computed_style(element).ok()?.map(Style)
    }
}

/// The style of an element as the browser has computed it.
struct Style(CssStyleDeclaration);

impl Style {
    fn value(&self, property: &str) -> Option<String> {
        self.0.get_property_value(property).ok()
    }

    fn pixels(&self, property: &str) -> Option<f64> {
        self.value(property)?.strip_suffix("px")?.parse().ok()
    }

    /// Whether it lets nothing be seen outside, on either side and above and below. What is in a line has no edges.
    fn cuts(&self) -> Option<(bool, bool)> {
        if matches!(self.value("display")?.as_str(), "inline" | "contents") {
            return Some((false, false));
        }
        Some((
            self.value("overflow-x")? != "visible",
            self.value("overflow-y")? != "visible",
        ))
    }

    /// The edges at which the element cuts off what it holds, within its borders.
    fn edges(&self, element: &Element) -> Option<Edges> {
        let (beside, above) = self.cuts()?;
        let mut edges = Edges::NONE;
        let whole = Edges::of(&element.get_bounding_client_rect());
        if beside {
            edges.left = whole.left + self.pixels("border-left-width")?;
            edges.right = whole.right - self.pixels("border-right-width")?;
        }
        if above {
            edges.top = whole.top + self.pixels("border-top-width")?;
            edges.bottom = whole.bottom - self.pixels("border-bottom-width")?;
        }
        Some(edges)
    }

    /// Whether the element says by dots that its lines go on, and they do: what is left out has no place any more.
    fn shortens(&self, element: &Element) -> Option<bool> {
        let (beside, _) = self.cuts()?;
        let has_dots = self.value("text-overflow")? != "clip";
        Some(beside && has_dots && element.scroll_width() > element.client_width() + 1)
    }

    fn placing(&self) -> Option<Placing> {
        Some(match self.value("position")?.as_str() {
            "absolute" => Placing::Absolute,
            "fixed" => Placing::Fixed,
            _ => Placing::Flow,
        })
    }

    /// Whether the element holds what is placed so inside of it.
    fn holds(&self, inside: Placing) -> Option<bool> {
        let is_transformed = || {
            let all = ["transform", "translate", "rotate", "scale"];
            all.into_iter()
                .any(|it| self.value(it).is_some_and(|it| it != "none" && !it.is_empty()))
        };
        Some(match inside {
            Placing::Flow => true,
            Placing::Absolute => self.value("position")? != "static" || is_transformed(),
            Placing::Fixed => is_transformed(),
        })
    }
}
