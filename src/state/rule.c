#include "state/rule.h"

#include <string.h>

#include "base/err.h"
#include "state/apply.h"
#include "state/filter.h"

#define ARROW "->"
#define AUTO "auto "
#define BLANKS " \t"

void state_rules_finish(struct state_rules *rules)
{
	for (size_t i = 0; i < rules->list.len; i++) {
		free(rules->list.items[i].name);
		free(rules->list.items[i].convgroup);
		state_filter_destroy(rules->list.items[i].filter);
	}
	vec_finish(&rules->list);
}

/* The last one: a filter can hold an arrow in quotes, a group's name should not. */
static const char *find_arrow(const char *text)
{
	const char *arrow = NULL;
	for (const char *at = text; (at = strstr(at, ARROW)); at += strlen(ARROW))
		arrow = at;
	return arrow;
}

bool state_rules_add(struct state_rules *rules, const char *name, const char *text, struct err *err)
{
	const char *arrow = find_arrow(text);
	bool automatic = str_has_prefix(text, AUTO);
	if (!arrow)
		return err_set(err, 0, "a rule is FILTER %s GROUP", ARROW);
	const char *convgroup = arrow + strlen(ARROW), *from = text + (automatic ? strlen(AUTO) : 0);
	convgroup += strspn(convgroup, BLANKS);
	if (*convgroup == '\0')
		return err_set(err, 0, "the group is missing behind %s", ARROW);
	char *expression = strndup(from, arrow > from ? (size_t)(arrow - from) : 0);
	struct state_filter *filter = expression ? state_filter_create(expression, err) : NULL;
	free(expression);
	if (!filter)
		return false;
	struct state_rule rule = {mem_strdup(name), mem_strdup(convgroup), automatic, filter};
	vec_push(&rules->list, rule);
	return true;
}

bool state_is_unfiled(const struct state *state, const struct state_conversation *conversation)
{
	return conversation->kind != STATE_NOTES && convgroup_holds(state, NULL, conversation);
}

const struct state_rule *state_rule_for(const struct state *state,
                                        const struct state_conversation *conversation)
{
	if (!state->rules || !state_is_unfiled(state, conversation))
		return NULL;
	for (size_t i = 0; i < state->rules->list.len; i++) {
		const struct state_rule *rule = &state->rules->list.items[i];
		if (state_filter_matches(rule->filter, conversation, state->now_ms))
			return rule;
	}
	return NULL;
}

/* ---- by themselves ---- */

void rules_set(struct apply *apply)
{
	apply->state->rules = apply->event->rules;
	apply->state->dirty |= STATE_DIRTY_SIDEBAR;
}

/* Who files twice, from two terminals, changes nothing the second time. */
static void file(struct apply *apply, const struct state_conversation *conversation)
{
	const struct state_rule *rule = state_rule_for(apply->state, conversation);
	if (!rule || !rule->automatic)
		return;
	if (!convgroup_find(apply->state, rule->convgroup)) {
		notice_set(apply, true, "The rule “%s” has no group “%s” to file “%s” in", rule->name,
		           rule->convgroup, conversation->name);
		return;
	}
	const char *id = conversation->id;
	pending_request(apply, &(struct state_request){
	                               .type = STATE_REQUEST_CONVGROUP_ADD,
	                               .convgroup = rule->convgroup,
	                               .conversations = {&id, 1},
	                       });
	notice_set(apply, false, "“%s” is new, and filed in “%s” by the rule “%s”", conversation->name,
	           rule->convgroup, rule->name);
}

void rules_file_new(struct apply *apply)
{
	for (size_t i = 0; i < apply->changed.len; i++) {
		struct state_conversation *conversation = apply->changed.items[i];
		/* One that was only looked up is no conversation yet. */
		if (!conversation->fresh || conversation->found || !session_is_connected(apply->state))
			continue;
		conversation->fresh = false;
		file(apply, conversation);
	}
}
