package dev.quartermaster.routing;

/** Why a model may not answer. */
enum RejectionReason {
    DISABLED(true),
    OTHER_TASK(true),
    NOT_CALLABLE(false),
    BARRED(false),
    DOWN(false),
    UNREACHABLE(true),
    OUTSIDE_RESIDENCY(true),
    NOT_OFFERED(true),
    EXCLUDED(true),
    NOT_ALLOWED(true),
    LACKS_CAPABILITY(true),
    LACKS_FEATURE(true),
    OUTPUT_TOO_LONG(true),
    INPUT_TOO_LONG(true),
    WINDOW_TOO_SMALL(true),
    TOO_DEAR(true),
    TOO_SLOW(true),
    QUOTA_TOO_SMALL(true),
    QUOTA_USED(false),
    COST_UNKNOWN(true),
    BEYOND_BUDGET(true),
    BUDGET_USED(false);

    private final boolean lasting;

    RejectionReason(boolean lasting) {
        this.lasting = lasting;
    }

    /** Returns whether the reason persists however long a caller waits. */
    boolean lasting() {
        return lasting;
    }

    /** Returns whether it is a budget that refuses the model. */
    boolean isOfBudgets() {
        return this == COST_UNKNOWN || this == BEYOND_BUDGET || this == BUDGET_USED;
    }

    /** Returns whether the reason is temporary, so that the route explains a model that is missing for now. */
    boolean passing() {
        return this == DOWN || this == BARRED || this == QUOTA_USED || isOfBudgets();
    }
}
