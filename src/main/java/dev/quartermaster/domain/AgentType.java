package dev.quartermaster.domain;

import java.util.regex.Pattern;

/** The name of a kind of agent, as callers and operators write it. */
public final class AgentType {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private AgentType() {}

    /**
     * @param field where the name stands in the request
     * @return the name as it is
     * @throws QuartermasterException {@code invalid_request}, naming the field
     */
    public static String check(String field, String name) {
        if (name == null || !FORM.matcher(name).matches()) {
            throw QuartermasterException.invalid(
                    field,
                    "'" + field
                            + "' must be an agent type: up to 64 letters, digits, '_', '-' and '.', a letter or digit first");
        }
        return name;
    }
}
