/*
 * Rooms that are not in the list, for the box that goes anywhere. For public ones, that one could join, the server is
 * asked as one types. One question is on its way at a time; what was typed meanwhile is asked when its answer is
 * there. Until then those of the answer before are kept that fit. Those that one is in are asked for once: where the
 * conversation was deleted, the room is only there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "state/fuzzy.h"
#include "ui/private.h"

#define ROOMS_MAX 20

static void clear_rooms(finding_room_vec *rooms)
{
	for (size_t i = 0; i < rooms->len; i++) {
		free(rooms->items[i].id);
		free(rooms->items[i].name);
	}
	vec_clear(rooms);
}

void finding_begin(struct finding *finding)
{
	clear_rooms(&finding->rooms);
	clear_rooms(&finding->own);
	mem_replace(&finding->asked, NULL);
	finding->ticket = finding->own_ticket = 0;
	finding->own_asked = false;
}

void finding_finish(struct finding *finding)
{
	finding_begin(finding);
	vec_finish(&finding->rooms);
	vec_finish(&finding->own);
}

static void ask_own(struct ui_turn *turn)
{
	struct finding *finding = &turn->ui->finding;
	if (finding->own_asked)
		return;
	finding->own_asked = true;
	finding->own_ticket = ui_request(turn, STATE_REQUEST_ROOM_LIST)->ticket;
}

void finding_ask(struct ui_turn *turn, const char *text)
{
	struct finding *finding = &turn->ui->finding;
	bool online = turn->state->status == STATE_ONLINE || turn->state->status == STATE_SYNCING;
	if (!online)
		return;
	ask_own(turn);
	if (!*text || finding->ticket != 0 || str_equal(finding->asked, text))
		return;
	struct state_request *request = ui_request(turn, STATE_REQUEST_ROOM_SEARCH);
	request->text = ui_keep(turn, text);
	request->count = ROOMS_MAX;
	finding->ticket = request->ticket;
	mem_replace(&finding->asked, text);
}

static void take_rooms(finding_room_vec *rooms, const struct state_event *answer)
{
	clear_rooms(rooms);
	for (size_t i = 0; i < answer->room_count; i++) {
		const struct state_room *found = &answer->rooms[i];
		const struct state_room room = {
		        .id = mem_strdup(found->id),
		        .name = mem_strdup(found->name),
		        .joined = found->joined,
		        .member_count = found->member_count,
		};
		vec_push(rooms, room);
	}
}

/* That it could not be asked is nothing to be told: what is here is shown all the same. */
bool finding_answered(struct ui_turn *turn, uint64_t ticket, const struct state_event *answer)
{
	struct finding *finding = &turn->ui->finding;
	if (ticket == 0 || (ticket != finding->ticket && ticket != finding->own_ticket))
		return false;
	if (ticket == finding->own_ticket) {
		finding->own_ticket = 0;
		take_rooms(&finding->own, answer);
	} else {
		finding->ticket = 0;
		finding->refused = answer->code != 0;
		take_rooms(&finding->rooms, answer);
	}
	jump_rooms_came(turn);
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

const struct state_room *finding_named_alone(const struct finding *finding, const char *name)
{
	const struct state_room *named = finding_named(finding, name);
	for (size_t i = 0; i < finding->rooms.len; i++) {
		const struct state_room *room = &finding->rooms.items[i];
		if (room != named && strcasecmp(room->name, name) == 0)
			return NULL;
	}
	return named;
}

bool finding_is_own(const struct finding *finding, const char *room)
{
	for (size_t i = 0; i < finding->own.len; i++)
		if (str_equal(finding->own.items[i].id, room))
			return true;
	return false;
}
