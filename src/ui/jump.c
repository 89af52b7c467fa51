/*
 * Going to a conversation or a group by typing some letters of its name; and, when none is meant, starting a
 * conversation with a person, joining a room or making it. What fits best comes first, then what one was at
 * last.
 */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "state/fuzzy.h"
#include "ui/label.h"

#define FOUND_MAX 100
/* Of those that fit alike, the account's own come first. */
#define RANK_ELSEWHERE (SIZE_MAX / 4)
#define DETAIL_MAX 1024
/* User and room IDs (protocol.md, section 3). */
#define PERSON_ID_MAX 32
#define ROOM_ID_MAX 48

enum jump_deed {
	JUMP_OPEN, /* the conversation `value` */
	JUMP_ELSEWHERE, /* `value` is "1 C2Cbob": the conversation of another account, by its place */
	JUMP_CONVGROUP, /* the heading `value` in the sidebar */
	JUMP_PERSON, /* start one with `value` */
	JUMP_JOIN,
	JUMP_MAKE,
};

/* Where it is filed, what is unread in it, and whether it is private. */
static void describe(struct buf *detail, const struct state_conversation *conversation)
{
	char count[LABEL_COUNT_SIZE];
	for (size_t i = 0; i < conversation->convgroups.len; i++)
		buf_printf(detail, "%s%s", i > 0 ? ", " : "", conversation->convgroups.items[i]);
	label_count(conversation->unread, count);
	if (conversation->unread > 0)
		buf_printf(detail, "%s%s unread", detail->len > 0 ? "  " : "", count);
	if (conversation->private_room)
		buf_printf(detail, "%sprivate", detail->len > 0 ? "  " : "");
}

static void add_found(struct dialog *dialog, const struct state_conversation *conversation)
{
	struct buf detail;
	buf_init(&detail, DETAIL_MAX);
	describe(&detail, conversation);
	char *label = label_conversation(conversation);
	dialog_add_choice(dialog, label, detail.data, conversation->id, JUMP_OPEN);
	free(label);
	buf_finish(&detail);
}

static void add_found_elsewhere(struct dialog *dialog, const struct desk *desk, size_t account,
                                const struct state_conversation *conversation)
{
	struct buf detail, value;
	buf_init(&detail, DETAIL_MAX);
	buf_init(&value, DETAIL_MAX);
	buf_printf(&detail, "%s  ", desk->accounts.items[account].name);
	describe(&detail, conversation);
	buf_printf(&value, "%zu %s", account, conversation->id);
	char *label = label_conversation(conversation);
	dialog_add_choice(dialog, label, detail.data, value.data, JUMP_ELSEWHERE);
	free(label);
	buf_finish(&value);
	buf_finish(&detail);
}

static bool is_id(const char *text, size_t most)
{
	size_t len = strlen(text);
	return len > 0 && len <= most &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

/*
 * What may not be there. It is never chosen by itself: something better may come, and nobody writes to who is not
 * there, or makes a room, by mistake. Only "#name" says by itself what is meant.
 */
static void add_start(struct dialog *dialog, const char *format, const char *id, const char *detail,
                      enum jump_deed deed)
{
	char label[256];
	if (dialog->choices.len == 0)
		dialog->unchosen = deed != JUMP_JOIN;
	snprintf(label, sizeof(label), format, id);
	dialog_add_choice(dialog, label, detail, id, (int)deed);
}

/* ---- what fits ---- */

struct candidate {
	const struct state_conversation *conversation; /* or */
	const char *convgroup; /* or */
	const char *person; /* who wrote in a room, and has no conversation with one */
	bool elsewhere; /* the conversation is the account's at this place of the desk */
	size_t account;
	int score;
	size_t rank; /* among those that fit alike, the lower the better */
};

typedef VEC(struct candidate) candidate_vec;

static int compare(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	if (a->score != b->score)
		return b->score - a->score;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

/* What was visited last comes first, but where one is comes behind all: one is there. */
static size_t rank_of(const struct ui *ui, const struct state *state,
                      const struct state_conversation *conversation, size_t place)
{
	const struct strlist *visited = &ui->visited;
	if (str_equal(conversation->id, state->current))
		return SIZE_MAX;
	for (size_t i = 0; i < visited->len; i++)
		if (str_equal(visited->items[visited->len - 1 - i], conversation->id))
			return i;
	return visited->len + place;
}

static void add_conversations(const struct ui *ui, const struct state *state, const char *text,
                              const char *wanted, bool rooms, candidate_vec *found)
{
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		struct candidate candidate = {
		        .conversation = conversation,
		        .score = state_fit(conversation, text, wanted),
		        .rank = rank_of(ui, state, conversation, i),
		};
		if (candidate.score > 0 && (!rooms || conversation->kind == STATE_ROOM))
			vec_push(found, candidate);
	}
}

/* Behind those of one's own account that fit as well. */
static void add_elsewhere(const struct ui *ui, const char *text, const char *wanted, bool rooms,
                          candidate_vec *found)
{
	for (size_t i = 0; accounts_has_several(ui) && i < ui->desk->accounts.len; i++) {
		const struct desk_account *account = &ui->desk->accounts.items[i];
		size_t first = found->len;
		if (i == ui->desk->shown)
			continue;
		add_conversations(account->ui, account->state, text, wanted, rooms, found);
		for (size_t j = first; j < found->len; j++) {
			found->items[j].elsewhere = true;
			found->items[j].account = i;
			found->items[j].rank = RANK_ELSEWHERE + j;
		}
	}
}

/* Behind conversations that fit as well. */
#define RANK_CONVGROUP (SIZE_MAX / 2)
#define RANK_PERSON (SIZE_MAX / 2 + 1)

static void add_convgroups(const struct state *state, const char *wanted, candidate_vec *found)
{
	for (size_t i = 0; i < state->convgroups.len; i++) {
		char *folded = utf8_fold(state->convgroups.items[i].name);
		struct candidate candidate = {.convgroup = state->convgroups.items[i].name,
		                              .score = fuzzy_score(folded, wanted),
		                              .rank = RANK_CONVGROUP};
		if (candidate.score > 0)
			vec_push(found, candidate);
		free(folded);
	}
}

static bool has_person(const candidate_vec *found, const char *user)
{
	for (size_t i = 0; i < found->len; i++)
		if (str_equal(found->items[i].person, user))
			return true;
	return false;
}

/* Those who wrote lately in a room; only where something was typed, for they may be many. */
static void add_writers(const struct state *state, const struct state_conversation *room, const char *wanted,
                        candidate_vec *found)
{
	for (size_t i = room->messages.len; i-- > 0;) {
		const char *user = room->messages.items[i].from;
		if (!user || str_equal(user, state->self) ||
		    state_conversation_with(state, STATE_PERSON, user) || has_person(found, user))
			continue;
		char *label = label_person_id(state, user), *folded = utf8_fold(label);
		struct candidate candidate = {
		        .person = user, .score = fuzzy_score(folded, wanted), .rank = RANK_PERSON};
		if (candidate.score > 0)
			vec_push(found, candidate);
		free(folded);
		free(label);
	}
}

static void show(struct ui_turn *turn, struct dialog *dialog, const struct candidate *candidate)
{
	char detail[64];
	if (candidate->elsewhere) {
		add_found_elsewhere(dialog, turn->ui->desk, candidate->account, candidate->conversation);
	} else if (candidate->conversation) {
		add_found(dialog, candidate->conversation);
	} else if (candidate->convgroup) {
		size_t count = state_conversations_in(turn->state, candidate->convgroup);
		snprintf(detail, sizeof(detail), "group of %zu", count);
		dialog_add_choice(dialog, candidate->convgroup, detail, candidate->convgroup, JUMP_CONVGROUP);
	} else {
		char *label = label_person_id(turn->state, candidate->person);
		dialog_add_choice(dialog, label, "person", candidate->person, JUMP_PERSON);
		free(label);
	}
}

/* ---- rooms that are not in the list ---- */

/* One that he is in was deleted from his list: joining brings it back. */
static void add_room(struct dialog *dialog, const struct state_room *room, bool joined)
{
	char label[256], detail[64];
	snprintf(label, sizeof(label), "%s room #%s", joined ? "open" : "join", room->name);
	snprintf(detail, sizeof(detail), "%lld %s", (long long)room->member_count,
	         room->member_count == 1 ? "person" : "people");
	dialog_add_choice(dialog, label, detail, room->id, JUMP_JOIN);
}

static bool is_wanted(const struct ui_turn *turn, const struct state_room *room, const char *wanted)
{
	return *wanted && finding_fits(room, wanted) &&
	       !state_conversation_with(turn->state, STATE_ROOM, room->id);
}

static void add_own_rooms(struct ui_turn *turn, struct dialog *dialog, const char *wanted)
{
	const struct finding *finding = &turn->ui->finding;
	for (size_t i = 0; i < finding->own.len; i++)
		if (is_wanted(turn, &finding->own.items[i], wanted))
			add_room(dialog, &finding->own.items[i], true);
}

/* Who types on may not have seen what has come meanwhile: he joins no room of strangers by a part of its name. */
static void add_public_rooms(struct ui_turn *turn, struct dialog *dialog, const char *name,
                             const char *wanted)
{
	const struct finding *finding = &turn->ui->finding;
	for (size_t i = 0; i < finding->rooms.len; i++) {
		const struct state_room *room = &finding->rooms.items[i];
		if (!is_wanted(turn, room, wanted) || finding_is_own(finding, room->id))
			continue;
		if (dialog->choices.len == 0)
			dialog->unchosen = !room->joined && strcasecmp(room->name, name) != 0 &&
			                   !str_equal(room->id, name);
		add_room(dialog, room, room->joined);
	}
}

/* It may have any name, a taken one too; the server gives it an ID. */
static void add_room_starts(struct ui_turn *turn, struct dialog *dialog, const char *name)
{
	const struct finding *finding = &turn->ui->finding;
	const struct state_room *named = finding_named(finding, name);
	bool answered = finding_is_answered(finding, name);
	if (state_conversation_with(turn->state, STATE_ROOM, name) || finding_is_own(finding, name))
		return;
	if (is_id(name, ROOM_ID_MAX) && !answered)
		add_start(dialog, "join room #%s", name, "room", JUMP_JOIN);
	if (answered && finding->rooms.len == 0)
		dialog_set_remark(dialog, "There is no public room of this name");
	add_start(dialog, "make room #%s", name, named ? "another one of this name" : "new room", JUMP_MAKE);
}

/* What may not be there yet; "#name" means a room only, without the sign it can be either. */
static void add_starts(struct ui_turn *turn, struct dialog *dialog, const candidate_vec *found)
{
	const char *text = dialog->input.text, *name = *text == '#' ? text + 1 : text;
	if (*text != '#' && is_id(name, PERSON_ID_MAX) &&
	    !state_conversation_with(turn->state, STATE_PERSON, name) &&
	    !str_equal(name, turn->state->self) && !has_person(found, name))
		add_start(dialog, "write to “%s”", name, "person", JUMP_PERSON);
	if (name[strspn(name, " ")])
		add_room_starts(turn, dialog, name);
}

static void list_places(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	const char *text = dialog->input.text;
	bool rooms = *text == '#';
	char *wanted = utf8_fold(text + rooms);
	candidate_vec found = {0};
	add_conversations(turn->ui, state, text + rooms, wanted, rooms, &found);
	add_elsewhere(turn->ui, text + rooms, wanted, rooms, &found);
	if (*text && !rooms)
		add_convgroups(state, wanted, &found);
	for (size_t i = 0; *text && !rooms && i < state->order.len; i++)
		if (state->order.items[i]->kind == STATE_ROOM)
			add_writers(state, state->order.items[i], wanted, &found);
	if (found.len > 0)
		qsort(found.items, found.len, sizeof(*found.items), compare);
	dialog_clear_choices(dialog);
	dialog->unchosen = false;
	for (size_t i = 0; i < found.len && i < FOUND_MAX; i++)
		show(turn, dialog, &found.items[i]);
	dialog_set_remark(dialog, *text ? "" : "Type letters of a name, a group or a #room");
	add_own_rooms(turn, dialog, wanted);
	add_public_rooms(turn, dialog, text + rooms, wanted);
	add_starts(turn, dialog, &found);
	finding_ask(turn, text + rooms);
	vec_finish(&found);
	free(wanted);
}

static void go_elsewhere(struct ui_turn *turn, const char *value)
{
	char *rest;
	size_t account = strtoul(value, &rest, 10);
	desk_open(turn->ui->desk, account, rest + 1);
}

/* Blanks at the end are not seen, and nobody means them. */
static const char *without_end(struct ui_turn *turn, const char *name)
{
	size_t len = strlen(name);
	while (len > 0 && name[len - 1] == ' ')
		len--;
	return arena_strndup(&turn->events->arena, name, len);
}

static void go(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	struct state_request *request;
	if (!choice)
		return;
	switch ((enum jump_deed)choice->deed) {
	case JUMP_ELSEWHERE:
		go_elsewhere(turn, choice->value);
		dialog_close(dialog);
		return;
	case JUMP_OPEN:
		ui_open(turn, choice->value);
		dialog_close(dialog);
		return;
	case JUMP_CONVGROUP:
		sidebar_to(&turn->ui->sidebar, choice->value, NULL);
		ui_focus(turn->ui, true);
		dialog_close(dialog);
		return;
	case JUMP_PERSON:
		request = ui_dialog_request(turn, STATE_REQUEST_FIND_PERSON);
		request->person = ui_keep(turn, choice->value);
		return;
	case JUMP_JOIN:
		request = ui_dialog_request(turn, STATE_REQUEST_ROOM_JOIN);
		request->room = ui_keep(turn, choice->value);
		mem_replace(&dialog->wanted, choice->value);
		return;
	case JUMP_MAKE:
		request = ui_dialog_request(turn, STATE_REQUEST_ROOM_CREATE);
		request->room_name = without_end(turn, choice->value);
	}
}

/* A person's conversation comes with the answer; a room's with an event that follows it. */
void jump_arrived(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	if (answer->conversation_count > 0)
		ui_open(turn, answer->conversations[0].id);
	else if (answer->room_count > 0)
		mem_replace(&turn->ui->awaited_room, answer->rooms[0].id);
	else if (dialog->wanted)
		mem_replace(&turn->ui->awaited_room, dialog->wanted);
}

static const struct dialog_purpose purpose = {
        .kind = DIALOG_PICKER,
        .verb = "go there",
        .refresh = list_places,
        .accept = go,
        .done = jump_arrived,
};

/* To join "builds" is to join the one room that is called so. */
static void name_choice(struct dialog *dialog, const struct finding *finding)
{
	if (dialog->unchosen || dialog->chosen >= dialog->choices.len)
		return;
	struct dialog_choice *choice = &dialog->choices.items[dialog->chosen];
	const struct state_room *room =
	        choice->deed == JUMP_JOIN ? finding_named_alone(finding, choice->value) : NULL;
	if (room)
		mem_replace(&choice->value, room->id);
}

void jump_rooms_came(struct ui_turn *turn)
{
	struct dialog *dialog = &turn->ui->dialog;
	if (dialog->purpose != &purpose)
		return;
	name_choice(dialog, &turn->ui->finding);
	ui_renew_dialog(turn);
}

void jump_open(struct ui_turn *turn)
{
	finding_begin(&turn->ui->finding);
	dialog_open(&turn->ui->dialog, &purpose, "Go to");
	ui_refresh_dialog(turn);
}
