//! Pieces of a certificate's HTML, in order: its tags, and what stands between them.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// A piece of HTML.
pub(super) enum Piece<'a> {
    /// Everything between two tags; empty where they follow each other.
    Text(&'a str),
    /// Where an element begins or ends.
    Tag(&'a Tag),
}

/// Hands out the pieces of HTML that [`super::sanitize`] has cleaned; a text is the first, and another one the last.
pub(super) fn each(html: &str, see: impl FnMut(Piece<'_>)) {
    let splitter = Splitter(RefCell::new(Split {
        text: String::new(),
        see,
    }));
    let tokenizer = Tokenizer::new(splitter, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // Nothing in the sink asks for a pause.
    drop(tokenizer.feed(&input));
    tokenizer.end();
    tokenizer.sink.0.into_inner().end_text();
}

struct Split<F> {
    /// What was read since the last tag.
    text: String,
    see: F,
}

impl<F: FnMut(Piece<'_>)> Split<F> {
    fn end_text(&mut self) {
        (self.see)(Piece::Text(&self.text));
        self.text.clear();
    }

    fn tag(&mut self, tag: &Tag) {
        self.end_text();
        (self.see)(Piece::Tag(tag));
    }
}

struct Splitter<F>(RefCell<Split<F>>);

impl<F: FnMut(Piece<'_>)> TokenSink for Splitter<F> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut split = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => split.tag(&tag),
            Token::CharacterTokens(text) => split.text.push_str(&text),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}
