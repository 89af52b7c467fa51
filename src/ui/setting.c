/*
 * What a group is set to: its policy, how it is sorted, and the places of its conversations when that is by
 * hand. The whole of the settings goes out at once; the state brings back what the server has.
 */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "state/settings.h"

#define SORT "sort="

/* Is the last change of this group still on its way? */
static bool is_on_its_way(const struct ui *ui, const char *convgroup)
{
	for (size_t i = 0; i < ui->errands.len; i++)
		if (ui->errands.items[i].type == STATE_REQUEST_CONVGROUP_SET)
			return str_equal(ui->set_convgroup, convgroup);
	return false;
}

/* As they are, or as asked for last; state_settings_finish() frees it. */
static struct state_settings settings_of(struct ui_turn *turn, const struct state_convgroup *convgroup)
{
	struct state_settings settings = {0};
	char *text = state_settings_write(&convgroup->settings);
	state_settings_read(&settings,
	                    is_on_its_way(turn->ui, convgroup->name) ? turn->ui->set_wanted : text);
	free(text);
	return settings;
}

static void fill(struct ui_turn *turn, struct state_request *request, const char *convgroup,
                 const struct state_settings *settings)
{
	char *text = state_settings_write(settings);
	request->convgroup = ui_keep(turn, convgroup);
	request->text = ui_keep(turn, text);
	mem_replace(&turn->ui->set_convgroup, convgroup);
	mem_replace(&turn->ui->set_wanted, text);
	free(text);
}

static bool say_all(struct state_settings *settings, struct strspan words, struct err *err)
{
	for (size_t i = 0; i < words.len; i++)
		if (!state_settings_say(settings, words.items[i], err))
			return false;
	return true;
}

/* What stands between blanks. */
static struct strspan words_of(struct ui_turn *turn, const char *text)
{
	char *rest = NULL, *copy = arena_strdup(&turn->events->arena, text);
	const char **words = arena_array(&turn->events->arena, strlen(text) / 2 + 1, sizeof(*words));
	size_t count = 0;
	for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	return (struct strspan){words, count};
}

/* The words of the policy, in the order of all that can be said. */
static struct strspan policy_of(struct ui_turn *turn, const struct state_settings *settings)
{
	char *text = state_settings_policy(settings);
	struct strspan words = words_of(turn, text);
	free(text);
	return words;
}

/* "mute, digest=20" */
static const char *policy_text(struct ui_turn *turn, const struct state_settings *settings)
{
	struct arena *arena = &turn->events->arena;
	struct strspan words = policy_of(turn, settings);
	const char *text = words.len > 0 ? words.items[0] : "nothing is set";
	for (size_t i = 1; i < words.len; i++)
		text = arena_printf(arena, "%s, %s", text, words.items[i]);
	return text;
}

/* Of all that can be said the sorting is no policy. */
static void tell_set(struct ui_turn *turn, const struct state_request *request, const char *said,
                     const struct state_settings *settings)
{
	const char *text =
	        str_has_prefix(said, SORT) ? state_sorts[settings->sort].text : policy_text(turn, settings);
	ui_say_when_done(turn, request,
	                 arena_printf(&turn->events->arena, "“%s”: %s", request->convgroup, text));
}

/* The open box waits. */
static bool set_in_dialog(struct ui_turn *turn, const char *name, struct strspan words, struct err *err)
{
	const struct state_convgroup *convgroup = state_convgroup(turn->state, name);
	if (!convgroup)
		return err_set(err, 0, "The group is gone");
	struct state_settings settings = settings_of(turn, convgroup);
	bool ok = say_all(&settings, words, err);
	if (ok) {
		struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_SET);
		fill(turn, request, name, &settings);
		tell_set(turn, request, words.items[0], &settings);
	}
	state_settings_finish(&settings);
	return ok;
}

bool setting_say(struct ui_turn *turn, const char *convgroup, struct strspan words, struct err *err)
{
	return set_in_dialog(turn, convgroup, words, err);
}

static const struct state_convgroup *convgroup_here(struct ui_turn *turn, const char *what)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->convgroup)
		return row->convgroup;
	ui_notice(turn, false, "%s: put the cursor on a group first", what);
	return NULL;
}

void setting_own(struct ui_turn *turn, const struct state_conversation *conversation, bool own)
{
	const struct state_convgroup *convgroup = state_policy_of(turn->state, conversation);
	if (!convgroup || strlist_contains(&convgroup->settings.own, conversation->id) == own)
		return;
	struct state_settings settings = settings_of(turn, convgroup);
	strlist_remove(&settings.own, conversation->id);
	if (own)
		strlist_add(&settings.own, conversation->id);
	fill(turn, ui_errand(turn, STATE_REQUEST_CONVGROUP_SET), convgroup->name, &settings);
	state_settings_finish(&settings);
}

/* ---- the boxes ---- */

/* A line of the box: what can be said, and what that does. */
struct offer {
	const char *word, *text;
};

#define X(word, text) +1
enum { OFFERS = STATE_REMIND_COUNT STATE_SETTINGS(X) };
#undef X

/* What is set stands in the place of the table's example: "digest=20" where that has "digest=15". */
static const char *as_set(struct strspan set, const char *word)
{
	const char *value = strchr(word, '=');
	if (!value || str_equal(value + 1, STATE_SETTING_OFF))
		return word;
	for (size_t i = 0; i < set.len; i++)
		if (strncmp(set.items[i], word, (size_t)(value + 1 - word)) == 0)
			return set.items[i];
	return word;
}

static void fill_offers(struct ui_turn *turn, const struct state_settings *now, struct offer offers[OFFERS])
{
	struct strspan set = policy_of(turn, now);
	for (int remind = 0; remind < STATE_REMIND_COUNT; remind++)
		*offers++ = (struct offer){state_reminds[remind].word, state_reminds[remind].text};
#define X(word, text) *offers++ = (struct offer){as_set(set, word), text};
	STATE_SETTINGS(X)
#undef X
}

/* False and `err`: it cannot be said. */
static bool add_setting(struct ui_turn *turn, struct dialog *dialog, const struct state_settings *now,
                        const char *said, const char *label, struct err *err)
{
	struct state_settings then = {0};
	char *before = state_settings_write(now);
	state_settings_read(&then, before);
	bool can = say_all(&then, words_of(turn, said), err);
	char *after = state_settings_write(&then);
	if (can)
		dialog_add_choice(dialog, label, str_equal(before, after) ? "now" : "", said, 0);
	state_settings_finish(&then);
	free(before);
	free(after);
	return can;
}

/* What was typed can be said as it is; where it cannot, and is the beginning of nothing, the box says why. */
static void list_settings(struct ui_turn *turn, struct dialog *dialog, const struct state_settings *now)
{
	struct offer offers[OFFERS];
	struct err err;
	const char *typed = dialog->input.text;
	bool offered = words_of(turn, typed).len == 0, wrong = false;
	fill_offers(turn, now, offers);
	for (size_t i = 0; i < OFFERS; i++)
		offered = offered || str_equal(offers[i].word, typed);
	if (!offered)
		wrong = !add_setting(turn, dialog, now, typed, typed, &err);
	for (size_t i = 0; i < OFFERS; i++) {
		const char *label =
		        arena_printf(&turn->events->arena, "%s: %s", offers[i].word, offers[i].text);
		if (strcasestr(label, typed))
			add_setting(turn, dialog, now, offers[i].word, label, NULL);
	}
	dialog_set_wrong(dialog, wrong && dialog->choices.len == 0 ? err.text : NULL);
}

static void list_policies(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_convgroup *convgroup = state_convgroup(turn->state, dialog->convgroup);
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, "For those that have no setting of their own");
	if (convgroup)
		list_settings(turn, dialog, &convgroup->settings);
}

static void list_sorts(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state_convgroup *convgroup = state_convgroup(turn->state, dialog->convgroup);
	dialog_clear_choices(dialog);
	for (int sort = 0; convgroup && sort < STATE_SORT_COUNT; sort++) {
		char word[64];
		snprintf(word, sizeof(word), SORT "%s", state_sorts[sort].word);
		if (strcasestr(state_sorts[sort].text, dialog->input.text))
			dialog_add_choice(dialog, state_sorts[sort].text,
			                  convgroup->settings.sort == (enum state_sort)sort ? "now" : "",
			                  word, 0);
	}
}

static void set_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	struct err err;
	if (!choice)
		return;
	if (!set_in_dialog(turn, dialog->convgroup, words_of(turn, choice->value), &err))
		dialog_set_error(dialog, err.text);
}

static void open_for(struct ui_turn *turn, const struct dialog_purpose *purpose, const char *format,
                     const char *name)
{
	struct dialog *dialog = &turn->ui->dialog;
	char title[256];
	snprintf(title, sizeof(title), format, name);
	dialog_open(dialog, purpose, title);
	dialog->convgroup = mem_strdup(name);
	ui_refresh_dialog(turn);
}

void setting_open_policy(struct ui_turn *turn, const char *convgroup)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "set it",
	        .refresh = list_policies,
	        .accept = set_chosen,
	};
	open_for(turn, &purpose, "Policy of “%s”", convgroup);
}

void setting_open_sort(struct ui_turn *turn, const char *convgroup)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "sort it so",
	        .refresh = list_sorts,
	        .accept = set_chosen,
	};
	open_for(turn, &purpose, "Sort “%s”", convgroup);
}

void setting_policy(struct ui_turn *turn)
{
	const struct state_convgroup *convgroup = convgroup_here(turn, "Policy of a group");
	if (convgroup)
		setting_open_policy(turn, convgroup->name);
}

void setting_sort(struct ui_turn *turn)
{
	const struct state_convgroup *convgroup = convgroup_here(turn, "Sort a group");
	if (convgroup)
		setting_open_sort(turn, convgroup->name);
}

/* ---- by hand ---- */

/* As they stand now: so one that was sorted otherwise begins with what is seen. */
static void begin_order(struct ui_turn *turn, const char *convgroup, struct state_settings *settings)
{
	struct state_rows rows = {0};
	struct strlist order = {0};
	state_members(turn->state, convgroup, settings, &rows);
	for (size_t i = 0; i < rows.len; i++)
		strlist_add(&order, rows.items[i].conversation->id);
	strlist_assign(&settings->order, strlist_span(&order));
	settings->sort = STATE_SORT_HAND;
	strlist_finish(&order);
	vec_finish(&rows);
}

/* Why the one at `at` cannot change places with the one at `to`, or NULL. */
static const char *no_swap(const struct state *state, const struct strlist *order, ptrdiff_t at, ptrdiff_t to)
{
	if (at < 0)
		return "It is not in the group any more";
	if (to < 0)
		return "It is the first of the group already";
	if (to >= (ptrdiff_t)order->len)
		return "It is the last of the group already";
	if (state_conversation(state, order->items[at])->pinned !=
	    state_conversation(state, order->items[to])->pinned)
		return "Pinned conversations stay above the others";
	return NULL;
}

static void move_here(struct ui_turn *turn, int step)
{
	const struct state_row *row = ui_row(turn);
	if (!row || !row->conversation || !row->convgroup) {
		ui_notice(turn, false, "Move a conversation: put the cursor on one in a group");
		return;
	}
	struct state_settings settings = settings_of(turn, row->convgroup);
	bool by_hand = settings.sort == STATE_SORT_HAND;
	begin_order(turn, row->convgroup->name, &settings);
	ptrdiff_t at = strlist_index(&settings.order, row->conversation->id), to = at + step;
	const char *why = no_swap(turn->state, &settings.order, at, to);
	if (why) {
		ui_notice(turn, false, "%s", why);
	} else {
		char *moved = settings.order.items[at];
		settings.order.items[at] = settings.order.items[to];
		settings.order.items[to] = moved;
		struct state_request *request = ui_errand(turn, STATE_REQUEST_CONVGROUP_SET);
		fill(turn, request, row->convgroup->name, &settings);
		if (!by_hand)
			ui_say_when_done(turn, request,
			                 arena_printf(&turn->events->arena, "“%s” is sorted by hand now",
			                              request->convgroup));
	}
	state_settings_finish(&settings);
}

void setting_raise(struct ui_turn *turn)
{
	move_here(turn, -1);
}

void setting_lower(struct ui_turn *turn)
{
	move_here(turn, 1);
}
