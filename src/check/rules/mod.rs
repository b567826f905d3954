//! Every rule of the checker, one file each. The number says which group it belongs to:
//!
//! | numbers | about |
//! |---|---|
//! | 101–123 | files, keys, ids: the structure |
//! | 201–211 | the graph |
//! | 301–310 | nobody is pushed |
//! | 401–407 | consent |
//! | 501–523 | words |
//! | 601–603 | Telegram's limits |
//! | 701–708 | the registers |
//! | 720–721 | the screening rules |
//! | 801–806 | what changes between two versions (all but 806 in `change`) |
//! | 901–905 | what no story exercises (in `told`) |
//!
//! Taking a rule out of this list makes a test fail: tests/check holds examples of each, and docs/codes a page.

mod e101_syntax;
mod e102_unknown_key;
mod e103_missing_key;
mod e104_value;
mod e105_name;
mod e106_unreadable;
mod e110_unknown_step;
mod e111_unknown_part;
mod e112_reused_id;
mod e113_reserved_id;
mod e114_malformed_id;
mod e115_no_start;
mod e116_engine_place;
mod e120_fluent;
mod e121_unusable;
mod e122_twice;
mod e123_language;
mod e202_dead_end;
mod e203_no_ending;
mod e204_silent_loop;
mod e205_uncovered;
mod e206_never_offered;
mod e207_nowhere_for_words;
mod e208_bubbles;
mod e209_wrong_kind;
mod e210_under_18;
mod e211_under_18_way;
mod e212_for_somebody_else;
mod e301_no_skip;
mod e302_more_page;
mod e303_typed;
mod e304_asked_again;
mod e305_long_row;
mod e306_choices;
mod e307_two_questions;
mod e308_identifying;
mod e309_strengths_first;
mod e310_shortest_way;
mod e401_unseen;
mod e402_after_sending;
mod e403_two_reviews;
mod e404_not_in_review;
mod e405_not_known;
mod e406_limits;
mod e407_forgetting;
mod e501_missing;
mod e502_untranslated;
mod e504_not_supplied;
mod e505_placeables_differ;
mod e506_plurals;
mod e508_long_label;
mod e509_equal_labels;
mod e510_markup;
mod e511_long_message;
mod e512_long_sentence;
mod e514_pooled_grade;
mod e517_numbers_differ;
mod e518_direction;
mod e519_before_words;
mod e520_revealing;
mod e521_long_welcome;
mod e601_payload;
mod e602_profile;
mod e603_too_long_for_telegram;
mod e701_number;
mod e702_no_hours;
mod e703_no_source;
mod e706_numberless;
mod e707_first_four;
mod e708_loose_number;
mod e720_screening;
mod e721_empty_cell;
mod e722_unknown_signpost;
mod e723_too_many_ways;
mod e724_one_voice;
mod e725_emergency_first;
mod e726_wrong_shape;
mod e806_moved;
mod w201_unreachable;
mod w503_unused;
mod w507_stale;
mod w513_hard_to_read;
mod w515_kept_out;
mod w516_signs;
mod w522_idle_waiver;
mod w523_no_lists;
mod w704_unchecked_helpline;
mod w705_unchecked_listing;
mod w727_idle_signpost;
mod w728_unreviewed_rules;

use super::Rule;

pub(super) use e104_value::RULE as VALUE;
pub(super) use e106_unreadable::RULE as UNREADABLE;
pub(super) use w522_idle_waiver::RULE as IDLE_WAIVER;

/// Every rule, by number.
pub static RULES: &[Rule] = &[
    e101_syntax::RULE,
    e102_unknown_key::RULE,
    e103_missing_key::RULE,
    e104_value::RULE,
    e105_name::RULE,
    e106_unreadable::RULE,
    e110_unknown_step::RULE,
    e111_unknown_part::RULE,
    e112_reused_id::RULE,
    e113_reserved_id::RULE,
    e114_malformed_id::RULE,
    e115_no_start::RULE,
    e116_engine_place::RULE,
    e120_fluent::RULE,
    e121_unusable::RULE,
    e122_twice::RULE,
    e123_language::RULE,
    w201_unreachable::RULE,
    e202_dead_end::RULE,
    e203_no_ending::RULE,
    e204_silent_loop::RULE,
    e205_uncovered::RULE,
    e206_never_offered::RULE,
    e207_nowhere_for_words::RULE,
    e208_bubbles::RULE,
    e209_wrong_kind::RULE,
    e210_under_18::RULE,
    e211_under_18_way::RULE,
    e212_for_somebody_else::RULE,
    e301_no_skip::RULE,
    e302_more_page::RULE,
    e303_typed::RULE,
    e304_asked_again::RULE,
    e305_long_row::RULE,
    e306_choices::RULE,
    e307_two_questions::RULE,
    e308_identifying::RULE,
    e309_strengths_first::RULE,
    e310_shortest_way::RULE,
    e401_unseen::RULE,
    e402_after_sending::RULE,
    e403_two_reviews::RULE,
    e404_not_in_review::RULE,
    e405_not_known::RULE,
    e406_limits::RULE,
    e407_forgetting::RULE,
    e501_missing::RULE,
    e502_untranslated::RULE,
    w503_unused::RULE,
    e504_not_supplied::RULE,
    e505_placeables_differ::RULE,
    e506_plurals::RULE,
    w507_stale::RULE,
    e508_long_label::RULE,
    e509_equal_labels::RULE,
    e510_markup::RULE,
    e511_long_message::RULE,
    e512_long_sentence::RULE,
    w513_hard_to_read::RULE,
    e514_pooled_grade::RULE,
    w515_kept_out::RULE,
    w516_signs::RULE,
    e517_numbers_differ::RULE,
    e518_direction::RULE,
    e519_before_words::RULE,
    e520_revealing::RULE,
    e521_long_welcome::RULE,
    w522_idle_waiver::RULE,
    w523_no_lists::RULE,
    e601_payload::RULE,
    e602_profile::RULE,
    e603_too_long_for_telegram::RULE,
    e701_number::RULE,
    e702_no_hours::RULE,
    e703_no_source::RULE,
    w704_unchecked_helpline::RULE,
    w705_unchecked_listing::RULE,
    e706_numberless::RULE,
    e707_first_four::RULE,
    e708_loose_number::RULE,
    e720_screening::RULE,
    e721_empty_cell::RULE,
    e722_unknown_signpost::RULE,
    e723_too_many_ways::RULE,
    e724_one_voice::RULE,
    e725_emergency_first::RULE,
    e726_wrong_shape::RULE,
    w727_idle_signpost::RULE,
    w728_unreviewed_rules::RULE,
    e806_moved::RULE,
];
