package dev.quartermaster.domain;

/**
 * Who is calling. The id names the key, never shows it: it goes into the ledger and the cache key.
 *
 * @param id a short stable name: {@code admin}, {@code anonymous} (authentication is off), or a key's name
 */
public record Caller(String id, Role role) {

    public static final Caller ANONYMOUS = new Caller("anonymous", Role.ADMIN);
    public static final Caller ADMIN = new Caller("admin", Role.ADMIN);

    /** This service itself, asking whether a model is there; also the agent type it asks as. */
    public static final Caller HEALTH_PROBE = new Caller("health-probe", Role.AGENT);

    /** What a key may do: an agent uses models and reports what it saw, an operator reads all, an admin changes it. */
    public enum Role {
        AGENT,
        OPERATOR,
        ADMIN
    }

    public Caller {
        if (id == null || id.isBlank() || role == null) {
            throw new IllegalArgumentException("a caller needs an id and a role");
        }
    }
}
