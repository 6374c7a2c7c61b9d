//! Splits the attribute into its keys, and reads those that are plain words or texts.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Path};

use super::names;
use crate::errors::Errors;

/// How the value of a key is written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// `key = value`
    Value,
    /// `key(…)`
    List,
    Either,
}

/// Every key, how it is written, and an example for messages.
const KEYS: [(&str, Form, &str); 13] = [
    ("derivative", Form::Either, "derivative = y * (1.0 - y)"),
    ("pullback", Form::Value, "pullback = y * (1.0 - y)"),
    ("params", Form::List, "params(alpha = 0.01)"),
    ("domain", Form::Value, "domain = x > 0.0"),
    ("spec", Form::Value, "spec = 1.0 / (1.0 + (-x).exp())"),
    ("vjp", Form::Value, "vjp = (dy - (dy * y).sum()) * y"),
    ("jumps", Form::Value, "jumps = \"reason\""),
    ("limits", Form::List, "limits(-inf = 0.0, inf = inf)"),
    ("also", Form::List, "also(\"other_name\")"),
    ("name", Form::Value, "name = TypeName"),
    ("unproved", Form::Value, "unproved = \"reason\""),
    ("masked", Form::Value, "masked = -inf"),
    ("crate", Form::Value, "crate = path::to::activations_core"),
];

/// The value of a key, not yet read.
#[derive(Clone)]
pub(crate) struct Raw {
    pub(crate) key: Ident,
    /// `key(…)` rather than `key = …`.
    pub(crate) list: bool,
    pub(crate) value: TokenStream,
}

/// The keys of one attribute, each at most once.
#[derive(Default)]
pub(crate) struct Keys {
    found: Vec<Raw>,
}

impl Keys {
    /// Splits at the commas and records unknown, repeated and malformed keys.
    pub(crate) fn read(attribute: TokenStream, errors: &mut Errors) -> Keys {
        let mut keys = Keys::default();
        for segment in split(attribute) {
            if let Some(raw) = errors.keep(key(segment)) {
                if keys.get(&raw.key.to_string()).is_some() {
                    errors.at(&raw.key, format!("duplicate key `{}`", raw.key));
                } else {
                    keys.found.push(raw);
                }
            }
        }
        keys
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Raw> {
        self.found.iter().find(|raw| raw.key == key)
    }

    /// The value of `key = VALUE` as syntax.
    pub(crate) fn parse<T: syn::parse::Parse>(&self, key: &str, errors: &mut Errors) -> Option<T> {
        let raw = self.get(key)?;
        errors.keep(parse(raw.value.clone(), &raw.key))
    }

    /// The value of `key = VALUE` as one word or text.
    pub(crate) fn parse_word<T: syn::parse::Parse>(
        &self,
        key: &str,
        errors: &mut Errors,
    ) -> Option<T> {
        let raw = self.get(key)?;
        errors.keep(parse_word(T::parse, raw.value.clone(), &raw.key))
    }

    /// A reason, which may not be empty.
    pub(crate) fn reason(&self, key: &str, errors: &mut Errors) -> Option<LitStr> {
        let text = self.parse_word::<LitStr>(key, errors)?;
        if text.value().trim().is_empty() {
            errors.at(
                &text,
                format!("`{key}` states a reason; the text may not be empty"),
            );
        }
        Some(text)
    }

    /// Further names, each at most once and different from `own`.
    pub(crate) fn also(&self, own: &str, errors: &mut Errors) -> Vec<LitStr> {
        let Some(raw) = self.get("also") else {
            return Vec::new();
        };
        let mut names: Vec<LitStr> = Vec::new();
        for segment in split(raw.value.clone()) {
            let Some(name) = errors.keep(parse::<LitStr>(segment, &raw.key)) else {
                continue;
            };
            let text = name.value();
            if text.is_empty() {
                errors.at(&name, "a name may not be empty");
            } else if text == own || names.iter().any(|known| known.value() == text) {
                errors.at(&name, format!("duplicate name `{text}`"));
            } else {
                names.push(name);
            }
        }
        names
    }

    /// The path of the crate, for those who renamed it.
    pub(crate) fn krate(&self, errors: &mut Errors) -> Path {
        let parsed = self.get("crate").and_then(|raw| {
            errors.keep(parse_word(
                Path::parse_mod_style,
                raw.value.clone(),
                &raw.key,
            ))
        });
        parsed.unwrap_or_else(|| syn::parse_quote!(::activations_core))
    }
}

/// One `name = value`, with what follows `where`.
pub(crate) struct Entry {
    pub(crate) name: TokenStream,
    pub(crate) value: TokenStream,
    pub(crate) condition: Option<TokenStream>,
    pub(crate) span: Span,
}

/// The entries of `key(name = value, …)`.
pub(crate) fn entries(raw: &Raw, errors: &mut Errors) -> Vec<Entry> {
    let mut entries = Vec::new();
    for segment in split(raw.value.clone()) {
        let span = segment
            .clone()
            .into_iter()
            .next()
            .map_or(raw.key.span(), |token| token.span());
        let mut refuse = |what: &str| {
            let message = format!("expected {what}; write `{}`", example(&raw.key));
            errors.push(syn::Error::new(span, message));
        };
        let (name, rest) = cut(segment, |token| is_punct(token, '='));
        let is_where =
            |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "where");
        let (value, condition) = cut(rest.unwrap_or_default(), is_where);
        if name.is_empty() || value.is_empty() {
            refuse("`name = value`");
        } else if condition.as_ref().is_some_and(TokenStream::is_empty) {
            errors.push(syn::Error::new(span, "expected a condition after `where`"));
        } else {
            entries.push(Entry {
                name,
                value,
                condition,
                span,
            });
        }
    }
    if raw.value.is_empty() {
        errors.at(
            &raw.key,
            format!("`{}` is empty; write `{}`", raw.key, example(&raw.key)),
        );
    }
    entries
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Parses `tokens`; where they end too early, the error is at the last of them, or at the key.
pub(crate) fn parse<T: syn::parse::Parse>(tokens: TokenStream, key: &Ident) -> syn::Result<T> {
    parse_with(T::parse, tokens, key)
}

/// Parses one word or text; any error is what to write.
fn parse_word<T>(
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
    tokens: TokenStream,
    key: &Ident,
) -> syn::Result<T> {
    parse_with(parser, tokens, key)
        .map_err(|error| syn::Error::new(error.span(), format!("write `{}`", example(key))))
}

fn parse_with<T>(
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
    tokens: TokenStream,
    key: &Ident,
) -> syn::Result<T> {
    let Some(last) = tokens.clone().into_iter().last() else {
        let message = format!("expected a value; write `{}`", example(key));
        return Err(syn::Error::new(key.span(), message));
    };
    let mut ended = false;
    let parsed = Parser::parse2(
        |input: ParseStream<'_>| {
            let value = parser(input);
            ended = value.is_err() && input.is_empty();
            if value.is_ok() && !input.is_empty() {
                return Err(input.error("expected a comma before the next key"));
            }
            value
        },
        tokens,
    );
    parsed.map_err(|error| {
        if ended {
            syn::Error::new(last.span(), error)
        } else {
            error
        }
    })
}

/// The parts of a list, without the commas; a comma at the end adds none. The arguments of a
/// closure, which is refused later, stay together, so that it is one mistake.
pub(crate) fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let mut part = TokenStream::new();
    let (mut before, mut closure) = (' ', false);
    for token in tokens {
        let punct = if let TokenTree::Punct(punct) = &token {
            punct.as_char()
        } else {
            ' '
        };
        closure = if closure {
            punct != '|'
        } else {
            punct == '|' && before == '='
        };
        before = punct;
        if punct != ',' || closure {
            part.extend([token]);
        } else if part.is_empty() {
            // Nothing stands before this comma, which is then the mistake.
            parts.push(token.into());
        } else {
            parts.push(std::mem::take(&mut part));
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// What stands before and after the first token that `at` accepts.
fn cut(tokens: TokenStream, at: impl Fn(&TokenTree) -> bool) -> (TokenStream, Option<TokenStream>) {
    let mut before = TokenStream::new();
    let mut rest = tokens.into_iter();
    while let Some(token) = rest.next() {
        if at(&token) {
            return (before, Some(rest.collect()));
        }
        before.extend([token]);
    }
    (before, None)
}

/// One `key = value` or `key(…)`.
fn key(segment: TokenStream) -> syn::Result<Raw> {
    let mut tokens = segment.clone().into_iter();
    let Some(first) = tokens.next() else {
        return Err(syn::Error::new(
            Span::call_site(),
            "expected a key between two commas",
        ));
    };
    let key = Ident::parse_any
        .parse2(first.to_token_stream())
        .map_err(|_| syn::Error::new(first.span(), format!("expected a key; {}", known())))?;
    let Some((_, form, _)) = KEYS.iter().find(|(name, ..)| key == name) else {
        let word = key.to_string();
        let meant = match word.as_str() {
            "grad" | "gradient" | "backward" => Some("derivative"),
            word => names::nearest(word, KEYS.iter().map(|(name, ..)| *name)),
        };
        let message = match meant {
            Some(meant) => format!("unknown key `{key}`; write `{meant}`"),
            None => format!("unknown key `{key}`; {}", known()),
        };
        return Err(syn::Error::new(key.span(), message));
    };
    let malformed = |span: Span| syn::Error::new(span, format!("write `{}`", example(&key)));
    let raw = match tokens.next() {
        Some(token) if is_punct(&token, '=') && *form != Form::List => {
            return Ok(Raw {
                key,
                list: false,
                value: tokens.collect(),
            });
        }
        Some(TokenTree::Group(group)) if *form != Form::Value => Raw {
            key: key.clone(),
            list: true,
            value: group.stream(),
        },
        Some(other) => return Err(malformed(other.span())),
        None => return Err(malformed(key.span())),
    };
    match tokens.next() {
        None => Ok(raw),
        Some(extra) => Err(syn::Error::new(
            extra.span(),
            "expected a comma before the next key",
        )),
    }
}

fn known() -> String {
    format!(
        "the keys are {}",
        names::list(KEYS.iter().map(|(name, ..)| *name))
    )
}

fn example(key: &Ident) -> &'static str {
    KEYS.iter()
        .find(|(name, ..)| key == name)
        .map_or("", |(.., example)| example)
}
