//! Bounds size and nesting of the input before anything recursive sees it.
//!
//! A parser of expressions recurses once per group, prefix operator, branch, assignment or
//! generic bracket. Bounding these along every path through the tokens, and the number of tokens,
//! means that no declaration can overflow the compiler's stack. The walk keeps a stack of its own.

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

/// Tokens of one attribute or one function body; GELU with its derivative has about 100.
const MAX_TOKENS: usize = 2000;
/// Groups within groups.
const MAX_NESTING: usize = 48;
/// Tokens on one path that make a parser recurse without opening a group.
const MAX_RECURSION: usize = 64;
/// Angle brackets within angle brackets, for which a parser needs tens of kilobytes a level.
const MAX_ANGLES: usize = 12;

/// Keywords after which an expression, a type or a pattern starts.
const OPENING_WORDS: [&str; 23] = [
    "async", "await", "box", "break", "const", "dyn", "fn", "for", "if", "impl", "in", "let",
    "loop", "match", "move", "mut", "raw", "ref", "return", "static", "unsafe", "while", "yield",
];

/// One open group of the walk.
struct Level {
    tokens: token_stream::IntoIter,
    /// The recursion that its first token stands under.
    entered: usize,
    /// The recursion that the next token stands under.
    recursion: usize,
    /// Angle brackets open here, where a comparison counts until the next branch or statement.
    angles: usize,
    /// Whether an operand came last, so that an operator would be a binary one.
    operand: bool,
}

impl Level {
    fn new(tokens: TokenStream, recursion: usize) -> Self {
        Level {
            tokens: tokens.into_iter(),
            entered: recursion,
            recursion,
            angles: 0,
            operand: false,
        }
    }

    fn count(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    ';' => {
                        self.recursion = self.entered;
                        self.angles = 0;
                    }
                    // Within angle brackets a comma ends nothing.
                    ',' if self.angles == 0 => self.recursion = self.entered,
                    '<' => self.angles += 1,
                    '>' => self.angles = self.angles.saturating_sub(1),
                    '=' | '@' | '\'' => self.recursion += 1,
                    '-' | '!' | '*' | '&' | '|' | '.' if !self.operand => self.recursion += 1,
                    _ => {}
                }
                self.operand = false;
            }
            TokenTree::Ident(word) => {
                let opens = OPENING_WORDS.iter().any(|opening| word == opening);
                self.recursion += usize::from(opens);
                self.operand = !opens;
            }
            TokenTree::Literal(_) => self.operand = true,
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::Brace {
                    self.angles = 0;
                }
                self.operand = true;
            }
        }
    }
}

/// An error at the first token of a function that exceeds a bound. Its attributes, such as the lines
/// of its documentation, are bounded one by one.
pub(crate) fn check_item(item: &TokenStream) -> syn::Result<()> {
    let mut rest = TokenStream::new();
    let mut tokens = item.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        match (&token, tokens.peek()) {
            (TokenTree::Punct(hash), Some(TokenTree::Group(attribute)))
                if hash.as_char() == '#' && attribute.delimiter() == Delimiter::Bracket =>
            {
                check(&attribute.stream())?;
                tokens.next();
            }
            _ => rest.extend([token]),
        }
    }
    check(&rest)
}

/// An error at the first token that exceeds a bound.
pub(crate) fn check(tokens: &TokenStream) -> syn::Result<()> {
    let mut levels = vec![Level::new(tokens.clone(), 0)];
    let mut count = 0;
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            levels.pop();
            continue;
        };
        count += 1;
        level.count(&token);
        let (recursion, angles) = (level.recursion, level.angles);
        let nesting = levels.len();
        let error = |message| Err(syn::Error::new(token.span(), message));
        if count > MAX_TOKENS {
            return error(format!("expected at most {MAX_TOKENS} tokens, found more"));
        }
        if recursion > MAX_RECURSION || angles > MAX_ANGLES || nesting > MAX_NESTING {
            return error("this is nested too deeply; bind its parts with `let`".to_owned());
        }
        if let TokenTree::Group(group) = &token {
            levels.push(Level::new(group.stream(), recursion));
        }
    }
    Ok(())
}
