package dev.quartermaster.auth;

import dev.quartermaster.domain.Caller;
import java.util.Locale;
import java.util.Set;

/** Names of the callers' roles, for {@code @RolesAllowed}: it names the least role, as each has those before it. */
public final class Roles {

    public static final String AGENT = "agent";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";

    /** Events of AWS, to which {@code /internal} is open; no key has it. */
    public static final String EVENT = "event";

    private Roles() {}

    /** Returns all that such a caller is. */
    public static Set<String> of(Caller.Role role) {
        return switch (role) {
            case AGENT -> Set.of(AGENT);
            case OPERATOR -> Set.of(AGENT, OPERATOR);
            case ADMIN -> Set.of(AGENT, OPERATOR, ADMIN);
        };
    }

    /** Returns the name of a role. */
    public static String name(Caller.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
