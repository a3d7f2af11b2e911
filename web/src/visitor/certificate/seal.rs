//! The seal at the foot of a certificate. An ornament: that a certificate is genuine is said in words, elsewhere.

use leptos::prelude::*;

stylance::import_crate_style!(style, "src/visitor/certificate/seal.module.css");

const N_PETALS: usize = 18;

/// A beaded ring, a rosette of turned ellipses and a star.
#[component]
pub(super) fn Seal() -> impl IntoView {
    let petals = (0..N_PETALS).map(|index| {
        let turn = format!("rotate({} 60 60)", index * 180 / N_PETALS);
        view! { <ellipse cx="60" cy="60" rx="41" ry="27" transform=turn/> }
    });
    view! {
        <svg class=style::seal viewBox="0 0 120 140" fill="none" aria-hidden="true">
            <path class=style::ribbon d="M38 92L28 138l14-6 8 8 12-40ZM82 92l10 46-14-6-8 8-12-40Z"/>
            <circle class=style::beads cx="60" cy="60" r="52" pathLength="240"/>
            <circle class=style::disc cx="60" cy="60" r="52"/>
            <circle class=style::ring cx="60" cy="60" r="48"/>
            <circle class=style::ring cx="60" cy="60" r="45.5"/>
            <g class=style::petals>{petals.collect_view()}</g>
            <circle class=style::disc cx="60" cy="60" r="25"/>
            <circle class=style::ring cx="60" cy="60" r="25"/>
            <path class=style::star d="M60 41l5.6 13.3 14.4 1.2-11 9.4 3.4 14L60 71.4l-12.4 7.5 3.4-14-11-9.4 14.4-1.2Z"/>
        </svg>
    }
}
