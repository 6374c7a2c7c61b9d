//! The files beside this one, read.

/// A call of a peer, a library beside ours.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) peer: String,
    pub(crate) text: String,
    pub(crate) ours: String,
    pub(crate) parameters: Vec<f64>,
    pub(crate) element: String,
    pub(crate) inputs: Vec<Vec<f64>>,
    pub(crate) dy: Vec<f64>,
    pub(crate) y: Vec<f64>,
    pub(crate) gradients: Vec<Vec<f64>>,
}

/// The calls of record.tsv.
pub(crate) fn calls() -> Vec<Call> {
    lines(include_str!("record.tsv"))
        .map(|fields| {
            let [
                peer,
                text,
                ours,
                parameters,
                element,
                inputs,
                dy,
                y,
                gradients,
            ] = fields.try_into().expect("nine fields");
            Call {
                peer: peer.to_owned(),
                text: text.to_owned(),
                ours: ours.to_owned(),
                parameters: numbers(parameters),
                element: element.to_owned(),
                inputs: arrays(inputs),
                dy: numbers(dy),
                y: numbers(y),
                gradients: arrays(gradients),
            }
        })
        .collect()
}

/// A result that is not the same: of a call, at an input.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    pub(crate) peer: String,
    pub(crate) text: String,
    pub(crate) quantity: String,
    pub(crate) x: String,
    pub(crate) ours: String,
    pub(crate) theirs: String,
}

impl Difference {
    /// Whether a stated difference is the one that was found. It may leave the call, the input and the
    /// values open with a `*`.
    pub(crate) fn covers(&self, found: &Self) -> bool {
        let field = |stated: &str, found: &str| stated == "*" || stated == found;
        field(&self.peer, &found.peer)
            && field(&self.text, &found.text)
            && field(&self.quantity, &found.quantity)
            && field(&self.x, &found.x)
            && field(&self.ours, &found.ours)
            && field(&self.theirs, &found.theirs)
    }
}

/// The lines of differences.tsv; the last field, the reason, is for the reader.
pub(crate) fn differences() -> Vec<Difference> {
    lines(include_str!("differences.tsv"))
        .map(|fields| {
            let [peer, text, quantity, x, ours, theirs, reason] = <[&str; 7]>::try_from(fields)
                .expect("seven fields")
                .map(str::to_owned);
            assert!(!reason.is_empty(), "a difference without a reason: {text}");
            Difference {
                peer,
                text,
                quantity,
                x,
                ours,
                theirs,
            }
        })
        .collect()
}

fn lines(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().skip(1).map(|line| line.split('\t').collect())
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect()
}

fn arrays(text: &str) -> Vec<Vec<f64>> {
    text.split(';')
        .map(numbers)
        .filter(|array| !array.is_empty())
        .collect()
}
