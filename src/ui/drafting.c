/*
 * The line of the open conversation and the state's draft of it follow each other. `told` is where they last
 * agreed: whichever of the two differs from it has changed.
 */
#include "ui/private.h"

static struct compose_draft *draft_in(struct ui_turn *turn, const char *id, const char **said)
{
	const struct state_conversation *conversation = state_conversation(turn->state, id);
	/* What is said anew of a message that was sent is no draft. */
	const struct intent *intent =
	        conversation ? intents_find(&turn->ui->intents, conversation->id) : NULL;
	if (!conversation || (intent && intent->editing))
		return NULL;
	*said = conversation->draft ? conversation->draft : "";
	struct compose_draft *draft = compose_draft(&turn->ui->compose, conversation->id);
	if (!draft->told)
		mem_replace(&draft->told, "");
	return draft;
}

void drafting_follow(struct ui_turn *turn)
{
	const char *said;
	struct compose_draft *draft = draft_in(turn, ui_target(turn->ui, turn->state), &said);
	if (!draft || str_equal(draft->told, said))
		return;
	/* What is typed here and not told yet wins. */
	if (str_equal(draft->line.text, draft->told)) {
		line_set(&draft->line, said);
		turn->ui->dirty |= UI_COMPOSE;
	}
	mem_replace(&draft->told, said);
}

void drafting_tell(struct ui_turn *turn)
{
	drafting_tell_of(turn, ui_target(turn->ui, turn->state));
}

void drafting_tell_of(struct ui_turn *turn, const char *conversation)
{
	const char *said;
	struct compose_draft *draft = draft_in(turn, conversation, &said);
	if (!draft || str_equal(draft->line.text, draft->told))
		return;
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_DRAFT);
	event->conversation = ui_keep(turn, draft->conversation);
	event->text = ui_keep(turn, draft->line.text);
	mem_replace(&draft->told, draft->line.text);
}
