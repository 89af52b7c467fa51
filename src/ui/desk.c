#include "ui/desk.h"

#include <assert.h>
#include <stdlib.h>

#include "ui/private.h"

void desk_init(struct desk *desk)
{
	*desk = (struct desk){0};
}

void desk_finish(struct desk *desk)
{
	for (size_t i = 0; i < desk->accounts.len; i++)
		free(desk->accounts.items[i].name);
	vec_finish(&desk->accounts);
	free(desk->arrived);
}

void desk_add(struct desk *desk, const char *name, struct ui *ui, const struct state *state)
{
	struct desk_account account = {mem_strdup(name), ui, state};
	vec_push(&desk->accounts, account);
	ui->desk = desk;
}

/* What the person has cut and what was said in the command line. */
static void hand_over(struct ui *from, struct ui *to)
{
	struct kills kills = to->compose.kills;
	struct strlist history = to->colon.history;
	to->compose.kills = from->compose.kills;
	to->colon.history = from->colon.history;
	from->compose.kills = kills;
	from->colon.history = history;
	to->repaints = from->repaints;
	to->bare = from->bare;
	looks_copy(&to->looks, &from->looks);
}

void desk_show(struct desk *desk, size_t account)
{
	assert(account < desk->accounts.len);
	struct ui *from = desk->accounts.items[desk->shown].ui;
	struct ui *to = desk->accounts.items[account].ui;
	if (from == to)
		return;
	to->in_sidebar = from->in_sidebar || !ui_target(to, desk->accounts.items[account].state);
	hand_over(from, to);
	to->dirty = UI_ALL;
	desk->from = desk->shown;
	desk->shown = account;
	mem_replace(&desk->arrived, desk->accounts.items[account].state->current);
}

struct sidebar *desk_sidebar(struct desk *desk, size_t account)
{
	struct desk_account *one = &desk->accounts.items[account];
	sidebar_follow(&one->ui->sidebar, one->state);
	return &one->ui->sidebar;
}

void desk_open(struct desk *desk, size_t account, const char *conversation)
{
	if (account != desk->shown) {
		desk_show(desk, account);
		mem_replace(&desk->arrived, conversation);
	}
	desk->accounts.items[account].ui->in_sidebar = false;
	mem_replace(&desk->accounts.items[account].ui->awaited_conversation, conversation);
}

bool desk_go_back(struct desk *desk)
{
	const char *current = desk->accounts.items[desk->shown].state->current;
	if (desk->from == desk->shown || !str_equal(desk->arrived, current))
		return false;
	desk_show(desk, desk->from);
	return true;
}

/* An account's open conversation is no next one for its state; seen from another account it is. */
static const struct state_conversation *first_unread(const struct state *state)
{
	const struct state_conversation *current = state_current(state);
	if (current && current->unread > 0 && state_counts(state, current) &&
	    !state_is_narrowed_out(state, current))
		return current;
	return state_next_unread(state);
}

bool desk_open_unread(struct desk *desk)
{
	for (size_t i = 0; i < desk->accounts.len; i++) {
		size_t at = (desk->shown + i) % desk->accounts.len;
		const struct state *state = desk->accounts.items[at].state;
		const struct state_conversation *next =
		        i == 0 ? state_next_unread(state) : first_unread(state);
		if (!next)
			continue;
		desk_open(desk, at, next->id);
		return true;
	}
	return false;
}

bool desk_is_silent(const struct desk *desk, size_t account)
{
	return account != desk->shown && desk->accounts.items[desk->shown].state->narrowed;
}

long long desk_unread(const struct desk *desk)
{
	int64_t unread = 0;
	for (size_t i = 0; i < desk->accounts.len; i++)
		unread += state_unread_total(desk->accounts.items[i].state);
	return (long long)unread;
}

bool desk_is_mentioned(const struct desk *desk)
{
	for (size_t i = 0; i < desk->accounts.len; i++)
		if (state_mentions_total(desk->accounts.items[i].state) > 0)
			return true;
	return false;
}

bool desk_others_changed(const struct desk *desk)
{
	for (size_t i = 0; i < desk->accounts.len; i++)
		if (i != desk->shown && desk->accounts.items[i].state->dirty)
			return true;
	return false;
}
