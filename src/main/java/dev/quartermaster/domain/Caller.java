package dev.quartermaster.domain;

/**
 * Identifies the caller. The id names the key without revealing it; it goes into the ledger and the cache key.
 *
 * @param id a short stable name: {@code admin}, {@code anonymous} (authentication is off), or a key's id
 * @param grant what it may use
 */
public record Caller(String id, Role role, CallerGrant grant) {

    public static final Caller ANONYMOUS = new Caller("anonymous", Role.ADMIN);
    public static final Caller ADMIN = new Caller("admin", Role.ADMIN);

    /** AWS, which invokes the function on AWS Lambda with an event of its own. */
    public static final Caller AWS_EVENT = new Caller("aws-event", Role.AGENT);

    /** This service itself, asking whether a model is there; also the agent type it asks as. */
    public static final Caller HEALTH_PROBE = new Caller("health-probe", Role.AGENT);

    /** This service itself, asking a model what an answer is worth; also the agent type it asks as. */
    public static final Caller QUALITY_JUDGE = new Caller("quality-judge", Role.AGENT);

    /**
     * Permission level of a key: an agent uses models and reports outcomes, an operator reads everything, an admin
     * changes it.
     */
    public enum Role {
        AGENT,
        OPERATOR,
        ADMIN
    }

    public Caller {
        if (id == null || id.isBlank() || role == null || grant == null) {
            throw new IllegalArgumentException("a caller needs an id, a role and a grant");
        }
    }

    /** Creates a caller that may use everything. */
    public Caller(String id, Role role) {
        this(id, role, CallerGrant.ALL);
    }
}
