/*
 * settings: what a group is set to, and the words in which the server keeps it for all of the person's
 * terminals (protocol.md, section 4: customData). Words that are not known here stay as they are.
 */
#ifndef COVEY_STATE_SETTINGS_H
#define COVEY_STATE_SETTINGS_H

#include "state/model.h"

struct err;

/* A longer pause between two digests is none. */
#define STATE_DIGEST_MAX (24 * 60)

#define STATE_SETTING_OFF "off"

/*
 * What one can say of a group, each a word of a command line: what its conversations do that have no setting of
 * their own (the words of STATE_REMINDS), and these. X("word", "what it does")
 */
#define STATE_SETTINGS(X)                                         \
	X("own", "as each conversation is set itself")            \
	X("digest=15", "tell it every so many minutes")           \
	X("digest=" STATE_SETTING_OFF, "tell what comes at once") \
	X("quiet=22:00-07:00", "silent in these hours")           \
	X("quiet=" STATE_SETTING_OFF, "no quiet hours")

/* `settings` was zeroed or read before. */
void state_settings_read(struct state_settings *settings, const char *text);
void state_settings_finish(struct state_settings *settings);

/* The caller frees it. */
char *state_settings_write(const struct state_settings *settings);

/* Do both set the same, but for the fold? */
bool state_settings_same(const char *a, const char *b);

/* `text`, folded or not. The caller frees it. */
char *state_settings_folded(const char *text, bool folded);

/* One word of a command line; false and `err` when there is no such. */
bool state_settings_say(struct state_settings *settings, const char *word, struct err *err);

/* In few words, as a command line takes them ("mute digest=15"); "" when nothing is set. The caller frees it. */
char *state_settings_policy(const struct state_settings *settings);

/* The place of a conversation in a group that is sorted by hand; SIZE_MAX: it was never put anywhere. */
size_t state_settings_place(const struct state_settings *settings, const char *conversation);

#endif
