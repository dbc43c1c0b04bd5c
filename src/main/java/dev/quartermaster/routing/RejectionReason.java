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
    QUOTA_USED(false);

    private final boolean lasting;

    RejectionReason(boolean lasting) {
        this.lasting = lasting;
    }

    /** Whether no waiting would change that. */
    boolean lasting() {
        return lasting;
    }

    /** Whether it is only for the moment, so that whoever sees the route may wonder where the model is. */
    boolean passing() {
        return this == DOWN || this == BARRED || this == QUOTA_USED;
    }
}
