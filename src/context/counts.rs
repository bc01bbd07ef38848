//! The shipped model and the organisation's own as one.

use super::{
    confusion::Relation,
    model::{LEVELS, Model, Rank, Row, Side},
    symbols::{BREAK, LATIN, Symbol},
};

/// What was counted, by the maker and by the organisation.
#[derive(Debug, Clone, Copy)]
pub struct Counts<'m> {
    shipped: Model<'m>,
    learned: Option<Model<'m>>,
}

/// What may stand on one side of a symbol.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'m> {
    /// Of what is no Hanzi nothing is known; anything may stand beside it.
    is_open: bool,
    shipped: Row<'m>,
    learned: Option<(Row<'m>, Model<'m>)>,
}

impl<'m> Counts<'m> {
    /// The counts of both.
    #[must_use]
    pub const fn new(shipped: Model<'m>, learned: Option<Model<'m>>) -> Self {
        Self { shipped, learned }
    }

    /// The shipped model alone, if there is another.
    pub(crate) fn without_learning(&self) -> Option<Self> {
        self.learned.map(|_| Self::new(self.shipped, None))
    }

    /// The model with the classifier and the partners.
    pub(crate) const fn shipped(&self) -> &Model<'m> {
        &self.shipped
    }

    /// The level of an n-gram of two to four symbols: the higher one.
    #[inline]
    pub(crate) fn level(&self, symbols: &[Symbol]) -> u8 {
        let shipped = self.shipped.level(symbols);
        self.learned.map_or(shipped, |model| model.level(symbols).max(shipped))
    }

    /// The level of an n-gram of two to four symbols that was seen more than once, 0 of any other.
    #[inline]
    pub(crate) fn common_level(&self, symbols: &[Symbol]) -> u8 {
        let shipped = self.shipped.common_level(symbols);
        self.learned
            .map_or(shipped, |model| model.common_level(symbols).max(shipped))
    }

    /// Whether an n-gram of two to four symbols was seen more than once; once may be a slip.
    #[inline]
    pub(crate) fn is_in_use(&self, symbols: &[Symbol]) -> bool {
        self.common_level(symbols) > 0
    }

    /// Brings near what [`common_level`](Self::common_level) will read of some n-grams. The tables are larger than the
    /// caches and an n-gram may be anywhere in them, so that most of a look-up is waiting; asked for together, many are
    /// waited for at once.
    #[inline]
    pub(crate) fn fetch<'s>(&self, grams: impl Iterator<Item = &'s [Symbol]>) {
        let bytes = grams.fold(0, |bytes, gram| {
            let learned = self.learned.map_or(0, |model| model.touch_common(gram));
            bytes ^ self.shipped.touch_common(gram) ^ learned
        });
        std::hint::black_box(bytes);
    }

    /// The level of an n-gram in the organisation's own texts.
    pub(crate) fn learned_level(&self, symbols: &[Symbol]) -> u8 {
        self.learned.map_or(0, |model| model.level(symbols))
    }

    /// Levels of a character: how often it occurs, how many characters were seen after it, and how many before it.
    pub(crate) fn character(&self, symbol: Symbol) -> [u8; LEVELS] {
        let mut levels = self.shipped.character(symbol);
        if let Some(learned) = self.learned {
            for (level, other) in levels.iter_mut().zip(learned.character(symbol)) {
                *level = other.max(*level);
            }
        }
        levels
    }

    /// What may stand on that side of a symbol.
    #[inline]
    pub(crate) fn beside(&self, side: Side, symbol: Symbol) -> Beside<'m> {
        Beside {
            is_open: symbol != BREAK && symbol <= LATIN,
            shipped: self.shipped.beside(side, self.shipped.rank(symbol)),
            learned: self
                .learned
                .map(|model| (model.beside(side, model.rank(symbol)), model)),
        }
    }

    /// The characters that may have been meant where that one is written and that may stand between both neighbours.
    pub(crate) fn partners_between(
        &self,
        symbol: Symbol,
        after: Beside<'m>,
        before: Beside<'m>,
    ) -> impl Iterator<Item = (Symbol, Relation)> {
        self.partners(symbol, move |rank, counts| {
            after.has(rank, counts) && before.has(rank, counts)
        })
    }

    /// The characters that may have been meant where that one is written and that may stand beside one neighbour.
    pub(crate) fn partners_beside(&self, symbol: Symbol, beside: Beside<'m>) -> impl Iterator<Item = Symbol> {
        self.partners(symbol, move |rank, counts| beside.has(rank, counts))
            .map(|(symbol, _)| symbol)
    }

    fn partners(
        &self,
        symbol: Symbol,
        may_stand: impl Fn(Rank, &Self) -> bool,
    ) -> impl Iterator<Item = (Symbol, Relation)> {
        let partners = self.shipped.partners(self.shipped.rank(symbol));
        partners
            .filter(move |partner| may_stand(partner.rank(), self))
            .map(|partner| (self.shipped.symbol(partner.rank()), partner.relation()))
    }

    /// Whether the two were seen side by side; of what is no Hanzi nothing is known.
    #[inline]
    pub(crate) fn is_seen(&self, left: Symbol, right: Symbol) -> bool {
        let is_open = |symbol: Symbol| symbol != BREAK && symbol <= LATIN;
        let seen = |model: &Model<'_>| model.beside(Side::After, model.rank(left)).has(model.rank(right));
        is_open(left) || is_open(right) || seen(&self.shipped) || self.learned.as_ref().is_some_and(seen)
    }
}

impl Beside<'_> {
    /// Whether the character of that rank of the shipped model may stand there.
    #[inline]
    fn has(&self, rank: Rank, counts: &Counts<'_>) -> bool {
        self.is_open
            || self.shipped.has(rank)
            || self
                .learned
                .is_some_and(|(row, model)| row.has(model.rank(counts.shipped.symbol(rank))))
    }
}
