/*
 * Public rooms that one could join, for the box that goes anywhere: the server is asked as one types. One question is
 * on its way at a time; what was typed meanwhile is asked when its answer is there. Until then those of the
 * answer before are kept that fit.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "state/fuzzy.h"
#include "ui/private.h"

#define ROOMS_MAX 20

static void clear_rooms(struct finding *finding)
{
	for (size_t i = 0; i < finding->rooms.len; i++) {
		free(finding->rooms.items[i].id);
		free(finding->rooms.items[i].name);
	}
	vec_clear(&finding->rooms);
}

void finding_begin(struct finding *finding)
{
	clear_rooms(finding);
	mem_replace(&finding->asked, NULL);
	finding->ticket = 0;
}

void finding_finish(struct finding *finding)
{
	finding_begin(finding);
	vec_finish(&finding->rooms);
}

void finding_ask(struct ui_turn *turn, const char *text)
{
	struct finding *finding = &turn->ui->finding;
	bool online = turn->state->status == STATE_ONLINE || turn->state->status == STATE_SYNCING;
	if (!online || !*text || finding->ticket != 0 || str_equal(finding->asked, text))
		return;
	struct state_request *request = ui_request(turn, STATE_REQUEST_ROOM_SEARCH);
	request->text = ui_keep(turn, text);
	request->count = ROOMS_MAX;
	finding->ticket = request->ticket;
	mem_replace(&finding->asked, text);
}

/* What Enter would do when the answer comes is what it does behind it. */
static void refresh(struct ui_turn *turn)
{
	struct dialog *dialog = &turn->ui->dialog;
	const struct dialog_choice *chosen = dialog_chosen(dialog);
	char *value = chosen ? mem_strdup(chosen->value) : NULL;
	int deed = chosen ? chosen->deed : 0;
	ui_refresh_dialog(turn);
	for (size_t i = 0; value && i < dialog->choices.len; i++)
		if (dialog->choices.items[i].deed == deed && str_equal(dialog->choices.items[i].value, value))
			dialog->chosen = i;
	free(value);
}

/* That it could not be asked is nothing to be told: what is here is shown all the same. */
bool finding_answered(struct ui_turn *turn, uint64_t ticket, const struct state_event *answer)
{
	struct finding *finding = &turn->ui->finding;
	if (ticket == 0 || ticket != finding->ticket)
		return false;
	finding->ticket = 0;
	finding->refused = answer->code != 0;
	clear_rooms(finding);
	for (size_t i = 0; i < answer->room_count; i++) {
		const struct state_room *found = &answer->rooms[i];
		const struct state_room room = {
		        .id = mem_strdup(found->id),
		        .name = mem_strdup(found->name),
		        .joined = found->joined,
		        .member_count = found->member_count,
		};
		vec_push(&finding->rooms, room);
	}
	if (dialog_is_open(&turn->ui->dialog))
		refresh(turn);
	return true;
}

bool finding_is_answered(const struct finding *finding, const char *text)
{
	return finding->ticket == 0 && !finding->refused && str_equal(finding->asked, text);
}

bool finding_fits(const struct state_room *room, const char *wanted)
{
	char *name = utf8_fold(room->name), *id = utf8_fold(room->id);
	bool fits = fuzzy_score(name, wanted) > 0 || str_equal(id, wanted);
	free(id);
	free(name);
	return fits;
}

const struct state_room *finding_named(const struct finding *finding, const char *name)
{
	for (size_t i = 0; i < finding->rooms.len; i++)
		if (strcasecmp(finding->rooms.items[i].name, name) == 0)
			return &finding->rooms.items[i];
	return NULL;
}
