#include "ui/action.h"

const struct action_info action_table[ACTION_COUNT] = {
#define X(id, name, context, keys, help) {name, keys, help, ACTION_##context},
        ACTIONS(X)
#undef X
};

const struct action_context_info action_contexts[ACTION_CONTEXT_COUNT] = {
#define X(id, parent, typed, title) {title, ACTION_##parent, typed},
        ACTION_CONTEXTS(X)
#undef X
};

bool action_context_is_in(enum action_context context, enum action_context outer)
{
	while (context != outer && action_contexts[context].parent != context)
		context = action_contexts[context].parent;
	return context == outer;
}
