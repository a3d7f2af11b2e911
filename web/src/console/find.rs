//! One field that finds people, credentials, and what can be earned.
//!
//! Invariant: the address says what was searched for, so a link or the way back leads to the same results.

mod arrows;
mod query;

use leptos::ev::{Event, KeyboardEvent, SubmitEvent};
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::configured::Configured;
use super::entry::Entry;
use super::filter_field::read_text;
use super::path;
use super::shortcut::{self, Shortcut};
use crate::announce::{page_title, speaker};
use crate::api::enumeration::Permission;
use crate::component::credential_choice::state_name;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::{Text, t, text};
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use query::{Credential, Found, LearnerSummary, MAX_LENGTH};

stylance::import_crate_style!(style, "src/console/find/style.module.css");

/// The page, for who may see everybody's credentials.
#[component]
pub(super) fn FindPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewAllCredentials let:_viewer>
            <Find/>
        </Entry>
    }
}

#[component]
fn Find() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.find.title).to_owned());
    let query = use_query_map();
    let words = Memo::new(move |_| query.read().get(path::WORDS).and_then(|it| read_text(&it, MAX_LENGTH)));
    let field = NodeRef::<Input>::new();
    let keys = Shortcut::expect();
    // After the heading, which has the focus on every page that one comes to otherwise.
    Effect::new(move |_| {
        if keys.take_call() {
            request_animation_frame(shortcut::focus_field);
        }
    });
    let navigate = StoredValue::new_local(use_navigate());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let wanted = read_text(&written, MAX_LENGTH);
        if wanted != words.get_untracked() {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&path::find(wanted.as_deref()), options));
        }
    };
    view! {
        <PageHeader heading=move || t_string!(i18n, console.find.title)>
            <p>{t!(i18n, console.find.lead)}</p>
        </PageHeader>
        <div on:keydown=move |event: KeyboardEvent| arrows::follow(&event)>
            <form class=style::form role="search" aria-label=t!(i18n, console.find.title) on:submit=send novalidate>
                <div class="field">
                    <label for=shortcut::FIELD>{t!(i18n, console.find.label)}</label>
                    <div class=style::line>
                        <input
                            node_ref=field
                            class="control"
                            id=shortcut::FIELD
                            type="search"
                            dir="auto"
                            autocomplete="off"
                            autocapitalize="none"
                            spellcheck="false"
                            maxlength=MAX_LENGTH.to_string()
                            aria-describedby="words-hint"
                            prop:value=move || words.get().unwrap_or_default()
                        />
                        <button class="button primary" type="submit">
                            <IconView icon=Icon::Search/>
                            {t!(i18n, credentials.submit)}
                        </button>
                    </div>
                    <p class=style::hint id="words-hint">{t!(i18n, console.find.hint)}</p>
                </div>
                <Switch keys/>
            </form>
            {move || words.get().map(|words| view! { <Results words/> })}
        </div>
    }
}

/// Whether the key `/` leads here.
#[component]
fn Switch(keys: Shortcut) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class=style::shortcut>
            <input
                type="checkbox"
                prop:checked=move || keys.is_on()
                on:change=move |event: Event| keys.switch(event_target_checked(&event))
            />
            <span>{t!(i18n, console.find.shortcut)}</span>
        </label>
    }
}

#[component]
fn Results(words: String) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let asked = words.clone();
    let fetch = move || query::find(asked.clone());
    view! {
        <section id=arrows::RESULTS aria-label=t!(i18n, console.find.results)>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:found>
                {
                    let count = found.count();
                    say(&match count {
                        0 => t_string!(i18n, console.find.none).to_owned(),
                        1 => t_string!(i18n, console.find.one).to_owned(),
                        _ if found.is_all() => t_string!(i18n, console.find.many, count = grouped(i18n, count)),
                        _ => t_string!(i18n, console.find.many_of_more, count = grouped(i18n, count)),
                    });
                    if count == 0 {
                        view! {
                            <Empty icon=Icon::Search>
                                <h2>{t!(i18n, console.find.none)}</h2>
                                <p>{t!(i18n, console.find.none_why)}</p>
                            </Empty>
                        }
                        .into_any()
                    } else {
                        groups(found, &words)
                    }
                }
            </Loaded>
        </section>
    }
}

/// A result: where it leads, what it is called, and what tells it from others.
struct Hit {
    href: String,
    name: String,
    minor: Vec<Text>,
}

/// What else of a kind was found.
enum Rest {
    /// It is in the list at this address.
    Listed(String),
    /// No list has it: one has to search for more words.
    Unlisted,
}

fn groups(found: Found, words: &str) -> AnyView {
    let learners = found.learners.into_iter().map(person);
    let credentials = found.credentials.into_iter().map(credential);
    let programs = found.programs.into_iter().map(|it| Hit {
        href: path::credentials_for(it.uuid.as_str()),
        name: it.title,
        minor: vec![plain(it.uuid.as_str().to_owned())],
    });
    let courses = found.courses.into_iter().map(|it| Hit {
        href: path::catalogued(path::COURSES, it.id.inner()),
        name: it.title,
        minor: vec![plain(it.key)],
    });
    let course_runs = found.course_runs.into_iter().map(|it| Hit {
        href: path::credentials_for(&it.key),
        name: it.title,
        minor: vec![plain(it.key)],
    });
    let configurations = found.configurations.into_iter().map(configuration);
    let more = found.more;
    let listed = |list: &str| Rest::Listed(path::searched(list, words));
    let groups = [
        group(
            "learners",
            |i18n| t_string!(i18n, console.find.learners),
            learners.collect(),
            more.learners.then_some(Rest::Unlisted),
        ),
        group(
            "credentials",
            |i18n| t_string!(i18n, console.credentials.title),
            credentials.collect(),
            more.credentials.then(|| Rest::Listed(path::credentials_of(words))),
        ),
        group(
            "programs",
            |i18n| t_string!(i18n, credentials.kind.program),
            programs.collect(),
            more.programs.then(|| listed(path::PROGRAMS)),
        ),
        group(
            "courses",
            |i18n| t_string!(i18n, console.catalog_syncs.many.course),
            courses.collect(),
            more.courses.then(|| listed(path::COURSES)),
        ),
        group(
            "course-runs",
            |i18n| t_string!(i18n, console.catalog_syncs.many.course_run),
            course_runs.collect(),
            more.course_runs.then(|| listed(path::COURSE_RUNS)),
        ),
        group(
            "configurations",
            |i18n| t_string!(i18n, console.find.configurations),
            configurations.collect(),
            more.configurations.then(|| listed(path::CONFIGURATIONS)),
        ),
    ];
    view! { <div class=style::groups>{groups.into_iter().flatten().collect_view()}</div> }.into_any()
}

fn plain(words: String) -> Text {
    text(move || words.clone())
}

fn person(found: LearnerSummary) -> Hit {
    let i18n = use_i18n();
    let LearnerSummary {
        username,
        name,
        email,
        state,
    } = found;
    let told = [name.as_ref().map(|_| username.clone()), email];
    Hit {
        href: path::learner(&username),
        name: name.unwrap_or(username),
        minor: told
            .into_iter()
            .flatten()
            .map(plain)
            .chain([text(move || state.words(i18n))])
            .collect(),
    }
}

fn credential(found: Credential) -> Hit {
    let i18n = use_i18n();
    let whose = found.recipient_name.or(found.username).unwrap_or_default();
    let state = found.state;
    Hit {
        href: path::credential(found.uuid),
        name: found.certificate.title,
        minor: vec![plain(whose), text(move || state_name(i18n, state))],
    }
}

fn configuration(found: Configured) -> Hit {
    let i18n = use_i18n();
    let is_active = found.is_active;
    let word = move || {
        if is_active {
            t_string!(i18n, console.find.takes_awards)
        } else {
            t_string!(i18n, console.find.takes_no_awards)
        }
    };
    Hit {
        href: path::credentials_for(&found.learning_object.id),
        name: found.name(),
        minor: vec![plain(found.learning_object.id), text(word)],
    }
}

/// A heading, its links, and the way to more; nothing where there are none.
fn group(
    id: &'static str,
    what: fn(I18nContext<Locale>) -> &'static str,
    hits: Vec<Hit>,
    rest: Option<Rest>,
) -> Option<AnyView> {
    let i18n = use_i18n();
    if hits.is_empty() {
        return None;
    }
    let items: Vec<_> = hits
        .into_iter()
        .map(|hit| {
            // Names, addresses and words each run in their own direction; their order is the page's.
            let minor: Vec<_> = hit
                .minor
                .into_iter()
                .enumerate()
                .map(|(index, it)| view! { {(index > 0).then_some(" · ")} <bdi>{it}</bdi> })
                .collect();
            view! {
                <li>
                    <A href=hit.href attr:dir="auto">{hit.name}</A>
                    <span class=style::minor>{minor}</span>
                </li>
            }
        })
        .collect();
    let rest = rest.map(|rest| {
        let way = match rest {
            Rest::Listed(href) => {
                let words = text(move || t_string!(i18n, console.find.all, what = what(i18n)));
                view! { <A href>{words}</A> }.into_any()
            }
            Rest::Unlisted => t!(i18n, console.find.more_people).into_any(),
        };
        view! { <p class=style::rest>{way}</p> }
    });
    let group = view! {
        <section class=style::group aria-labelledby=id>
            <h2 id=id>{text(move || what(i18n))}</h2>
            <ul>{items}</ul>
            {rest}
        </section>
    };
    Some(group.into_any())
}
