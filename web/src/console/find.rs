//! One field that finds people, credentials, and what can be earned.
//!
//! Invariant: the address says what was searched for, so a link or the way back leads to the same results.

mod query;
mod shortcut;

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::entry::Entry;
use super::path;
use crate::announce::{page_title, speaker};
use crate::api::enumeration::{CredentialState, Permission};
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, t, text};
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_header::PageHeader;
use crate::ui::skeleton::Skeleton;
use query::{Found, MAX_LENGTH};
use shortcut::Shortcut;

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

/// What is searched for; none where nothing is left of the text.
fn read(text: &str) -> Option<String> {
    let words: String = text.chars().filter(|it| !it.is_control()).take(MAX_LENGTH).collect();
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

#[component]
fn Find() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.find.title).to_owned());
    let query = use_query_map();
    let words = Memo::new(move |_| query.read().get(path::WORDS).and_then(|it| read(&it)));
    let field = NodeRef::<Input>::new();
    let navigate = StoredValue::new_local(use_navigate());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let wanted = read(&written);
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
        <form class=style::form role="search" aria-label=t!(i18n, console.find.title) on:submit=send novalidate>
            <div class="field">
                <label for="words">{t!(i18n, console.find.label)}</label>
                <div class=style::line>
                    <input
                        node_ref=field
                        class="control"
                        id="words"
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
            <Shortcut field/>
        </form>
        {move || words.get().map(|words| view! { <Results words/> })}
    }
}

#[component]
fn Results(words: String) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let fetch = move || query::find(words.clone());
    view! {
        <section aria-label=t!(i18n, console.find.results)>
            <Loaded fetch=fetch subject=Subject::Part loading=Skeleton let:found>
                {
                    let count = found.count();
                    say(&match count {
                        0 => t_string!(i18n, console.find.none).to_owned(),
                        1 => t_string!(i18n, console.find.one).to_owned(),
                        _ => t_string!(i18n, console.find.many, count = count),
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
                        groups(found)
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

fn groups(found: Found) -> AnyView {
    let i18n = use_i18n();
    let plain = |words: String| text(move || words.clone());
    let learners = found.learners.into_iter().map(|it| {
        let told = [it.name.as_ref().map(|_| it.username.clone()), it.email];
        let state = it.state;
        Hit {
            href: path::learner(&it.username),
            name: it.name.unwrap_or(it.username),
            minor: told
                .into_iter()
                .flatten()
                .map(plain)
                .chain([text(move || state.words(i18n))])
                .collect(),
        }
    });
    let credentials = found.credentials.into_iter().map(|it| {
        let whose = it.recipient_name.or(it.username).unwrap_or_default();
        let state = it.state;
        let word = move || match state {
            CredentialState::Valid => t_string!(i18n, credentials.state.valid),
            CredentialState::Expired => t_string!(i18n, credentials.state.expired),
            CredentialState::NotYetVisible => t_string!(i18n, credentials.state.not_yet_visible),
            CredentialState::Replaced => t_string!(i18n, credentials.state.replaced),
            CredentialState::Revoked => t_string!(i18n, credentials.state.revoked),
        };
        Hit {
            href: path::credential(it.uuid),
            name: it.certificate.title,
            minor: vec![plain(whose), text(word)],
        }
    });
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
    let configurations = found.configurations.into_iter().map(|it| {
        let is_active = it.is_active;
        Hit {
            href: path::credentials_for(&it.learning_object.id),
            name: it.title.unwrap_or_else(|| it.learning_object.id.clone()),
            minor: vec![
                plain(it.learning_object.id),
                text(move || {
                    if is_active {
                        t_string!(i18n, console.find.takes_awards)
                    } else {
                        t_string!(i18n, console.find.takes_no_awards)
                    }
                }),
            ],
        }
    });
    view! {
        <div class=style::groups>
            {group("learners", t!(i18n, console.find.learners), learners.collect())}
            {group("credentials", t!(i18n, console.credentials.title), credentials.collect())}
            {group("programs", t!(i18n, credentials.kind.program), programs.collect())}
            {group("courses", t!(i18n, console.catalog_syncs.many.course), courses.collect())}
            {group("course-runs", t!(i18n, console.catalog_syncs.many.course_run), course_runs.collect())}
            {group("configurations", t!(i18n, console.find.configurations), configurations.collect())}
        </div>
    }
    .into_any()
}

/// A heading and its links; nothing where there are none.
fn group(id: &'static str, heading: Text, hits: Vec<Hit>) -> Option<AnyView> {
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
    let group = view! {
        <section class=style::group aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            <ul>{items}</ul>
        </section>
    };
    Some(group.into_any())
}
