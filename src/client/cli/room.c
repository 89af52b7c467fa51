/* covey room list|create|join|leave|invite|expel|members|admin|no-admin|hand-over|rename|dismiss: rooms, and the people in them. */
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/str.h"
#include "client/cli/job.h"
#include "client/cli/options.h"
#include "client/cli/print.h"
#include "client/cli/table.h"
#include "proto/json.h"
#include "ui/label.h"

int command_room(struct config *config, int argc, char **argv)
{
	return command_run_verb(command_room_verbs, config, argc, argv);
}

/* ---- what is printed ---- */

/* What is listed: the rooms one is in; or public ones, a page at a time. */
struct listing {
	bool json, is_public;
	int64_t seen;
	bool complete;
};

static void print_rooms_json(struct job *job, const struct state_event *answer)
{
	const struct listing *listing = job->context;
	for (size_t i = 0; i < answer->room_count; i++) {
		const struct state_room *room = &answer->rooms[i];
		struct json *object = json_object();
		json_set_string(object, "groupID", room->id);
		json_set_string(object, "name", room->name);
		json_set_string(object, "type", room->private_room ? "Private" : "Public");
		json_set_string(object, "ownerID", room->owner);
		json_set_int(object, "memberCount", room->member_count);
		if (listing->is_public)
			json_set_bool(object, "isMember", room->joined);
		print_json(object);
	}
}

static void print_rooms(struct job *job, const struct state_event *answer)
{
	struct table table;
	(void)job;
	table_init(&table);
	for (size_t i = 0; i < answer->room_count; i++) {
		const struct state_room *room = &answer->rooms[i];
		table_add(&table, room->id);
		table_add(&table, room->joined ? "joined" : room->private_room ? "private" : "public");
		table_addf(&table, "%lld", (long long)room->member_count);
		char *name = label_room(room->name);
		table_add(&table, name);
		free(name);
		table_end_row(&table);
	}
	table_print(&table, stdout);
	table_finish(&table);
}

static void print_members_json(struct job *job, const struct state_event *answer)
{
	(void)job;
	for (size_t i = 0; i < answer->person_count; i++) {
		const struct state_person *person = &answer->people[i];
		struct json *object = json_object();
		json_set_string(object, "userID", person->id);
		json_set_string(object, "nick", person->name);
		json_set_string(object, "role", person->role);
		print_json(object);
	}
}

static void print_members(struct job *job, const struct state_event *answer)
{
	struct table table;
	(void)job;
	table_init(&table);
	for (size_t i = 0; i < answer->person_count; i++) {
		const struct state_person *person = &answer->people[i];
		table_add(&table, person->id);
		table_add(&table, person->role);
		table_add(&table, person->name);
		table_end_row(&table);
	}
	table_print(&table, stdout);
	table_finish(&table);
}

/* The ID alone for a script; whoever sees it hears what it is for. */
static void print_made(struct job *job, const struct state_event *answer)
{
	(void)job;
	if (answer->room_count == 0)
		return;
	if (isatty(STDERR_FILENO)) {
		char *name = label_room(answer->rooms[0].name);
		fprintf(stderr,
		        "%s is made. Commands take this name, or its ID where others have that name, too:\n",
		        name);
		free(name);
	}
	print_name(answer->rooms[0].id);
}

/* ---- lists ---- */

static void print_public(struct job *job, const struct state_event *answer)
{
	struct listing *listing = job->context;
	if (listing->json)
		print_rooms_json(job, answer);
	else
		print_rooms(job, answer);
	listing->seen += (int64_t)answer->room_count;
	listing->complete = answer->complete || answer->room_count == 0;
}

static void list_public(struct job *job, const char *word)
{
	const struct listing *listing = job->context;
	bool ok = true;
	job->on_answer = print_public;
	while (ok && !listing->complete)
		ok = job_ask(job, &(struct state_request){.type = STATE_REQUEST_ROOM_SEARCH,
		                                          .text = word,
		                                          .after = listing->seen});
}

int room_list(struct config *config, int argc, char **argv)
{
	struct listing listing = {0};
	struct options options = {
	        .command = "room list",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &listing.json, NULL},
	                                            {OPTIONS_PUBLIC, &listing.is_public, NULL},
	                                            {0}},
	        .most = 1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	if (options.argc > 0 && !listing.is_public)
		return command_wrong("room list", "“%s” goes with --public", options.argv[0]);
	struct job job = {.on_answer = listing.json ? print_rooms_json : print_rooms, .context = &listing};
	bool ok = job_start(&job, config);
	if (ok && listing.is_public)
		list_public(&job, options.argc > 0 ? options.argv[0] : "");
	else if (ok)
		job_ask(&job, &(struct state_request){.type = STATE_REQUEST_ROOM_LIST});
	return job_end(&job);
}

int room_members(struct config *config, int argc, char **argv)
{
	bool json = false;
	struct options options = {
	        .command = "room members",
	        .entries = (struct options_entry[]){{OPTIONS_JSON, &json, NULL}, {0}},
	        .least = 1,
	        .most = 1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {.on_answer = json ? print_members_json : print_members};
	const char *room = job_start(&job, config) ? job_room(&job, options.argv[0]) : NULL;
	if (room)
		job_ask(&job, &(struct state_request){.type = STATE_REQUEST_ROOM_MEMBERS, .room = room});
	return job_end(&job);
}

/* ---- making and changing ---- */

struct namesake {
	const char *wanted;
	bool found;
};

static void tell_namesake(struct job *job, const struct state_event *answer)
{
	struct namesake *namesake = job->context;
	const struct state_room *room = answer->rooms;
	if (answer->room_count == 0 || strcasecmp(room->name, namesake->wanted) != 0)
		return;
	namesake->found = true;
	if (room->joined)
		job_fail(job, "you are in a public room “%s” already (--force makes another)", room->name);
	else
		job_fail(job,
		         "there is a public room “%s” already: covey room join %s (--force makes another)",
		         room->name, room->id);
}

/* Rooms may have one name; but who makes a second one rarely knows of the first. */
static bool has_namesake(struct job *job, const char *name)
{
	struct namesake namesake = {.wanted = name};
	job->looking = true; /* a server that cannot tell is no reason to make none */
	job->on_answer = tell_namesake;
	job->context = &namesake;
	job_ask(job, &(struct state_request){.type = STATE_REQUEST_ROOM_SEARCH, .text = name, .count = 1});
	job->looking = false;
	return namesake.found;
}

int room_create(struct config *config, int argc, char **argv)
{
	bool private_room = false, force = false;
	const char *id = NULL;
	struct options options = {
	        .command = "room create",
	        .entries = (struct options_entry[]){{OPTIONS_PRIVATE, &private_room, NULL},
	                                            {OPTIONS_FORCE, &force, NULL},
	                                            {OPTIONS_ID, NULL, &id},
	                                            {0}},
	        .least = 1,
	        .most = -1,
	};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	const struct state_request request = {
	        .type = STATE_REQUEST_ROOM_CREATE,
	        .room = id,
	        .room_name = options.argv[0],
	        .flag = private_room,
	        .people = {(const char *const *)options.argv + 1, (size_t)options.argc - 1},
	};
	struct job job = {0};
	if (job_start(&job, config) && (private_room || force || !has_namesake(&job, request.room_name))) {
		job.on_answer = print_made;
		job_ask(&job, &request);
	}
	return job_end(&job);
}

/* ROOM, and people where the verb takes them. */
static int ask(struct config *config, int argc, char **argv, const char *command,
               enum state_request_type type, bool with_people)
{
	struct options options = {
	        .command = command, .least = with_people ? 2 : 1, .most = with_people ? -1 : 1};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {0};
	const char *room = job_start(&job, config) ? job_room(&job, options.argv[0]) : NULL;
	if (room) {
		const struct state_request request = {
		        .type = type,
		        .room = room,
		        .people = {(const char *const *)options.argv + 1, (size_t)options.argc - 1},
		};
		job_ask(&job, &request);
	}
	return job_end(&job);
}

int room_join(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "room join", STATE_REQUEST_ROOM_JOIN, false);
}

int room_leave(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "room leave", STATE_REQUEST_ROOM_LEAVE, false);
}

int room_dismiss(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "room dismiss", STATE_REQUEST_ROOM_DISMISS, false);
}

int room_invite(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "room invite", STATE_REQUEST_ROOM_INVITE, true);
}

int room_expel(struct config *config, int argc, char **argv)
{
	return ask(config, argc, argv, "room expel", STATE_REQUEST_ROOM_EXPEL, true);
}

/* ROOM, and one word. */
static int change(struct config *config, int argc, char **argv, const char *command,
                  struct state_request request)
{
	struct options options = {.command = command, .least = 2, .most = 2};
	if (!options_parse(&options, config, argc, argv))
		return options.status;
	struct job job = {0};
	request.room = job_start(&job, config) ? job_room(&job, options.argv[0]) : NULL;
	if (request.type == STATE_REQUEST_ROOM_CHANGE)
		request.room_name = options.argv[1];
	else
		request.person = options.argv[1];
	if (request.room)
		job_ask(&job, &request);
	return job_end(&job);
}

int room_admin(struct config *config, int argc, char **argv)
{
	return change(config, argc, argv, "room admin",
	              (struct state_request){.type = STATE_REQUEST_ROOM_ROLE, .flag = true});
}

int room_no_admin(struct config *config, int argc, char **argv)
{
	return change(config, argc, argv, "room no-admin",
	              (struct state_request){.type = STATE_REQUEST_ROOM_ROLE});
}

int room_hand_over(struct config *config, int argc, char **argv)
{
	return change(config, argc, argv, "room hand-over",
	              (struct state_request){.type = STATE_REQUEST_ROOM_HAND_OVER});
}

int room_rename(struct config *config, int argc, char **argv)
{
	return change(config, argc, argv, "room rename",
	              (struct state_request){.type = STATE_REQUEST_ROOM_CHANGE});
}
