package dev.quartermaster.history;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Derives the JDBC URL, which only migrations use, from the reactive one, so that one address of the database is enough.
 * A JDBC URL that is given wins. Stands before profiles and expressions, so that it sees what they make of a value.
 */
@Priority(Priorities.APPLICATION)
public class JdbcUrl implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    private static final String JDBC = "quarkus.datasource.jdbc.url";
    private static final String REACTIVE = "quarkus.datasource.reactive.url";

    /** An optional prefix of the reactive client, one of two names for the scheme, optional credentials, the rest. */
    private static final Pattern FORM =
            Pattern.compile("(?:vertx-reactive:)?postgres(?:ql)?://(?:([^:@/?]*)(?::([^@/?]*))?@)?([^?]*)(?:\\?(.*))?");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue given = context.proceed(name);
        if (given != null || !JDBC.equals(name)) {
            return given;
        }
        ConfigValue reactive = context.proceed(REACTIVE);
        if (reactive == null || reactive.getValue() == null) {
            return null;
        }
        return reactive.withName(JDBC).withValue(of(reactive.getValue()));
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        List<String> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(names::add);
        if (names.contains(REACTIVE) && !names.contains(JDBC)) {
            names.add(JDBC);
        }
        return names.iterator();
    }

    /** The same database for JDBC; a URL of a form not known here is passed on, for the driver to refuse. */
    static String of(String reactiveUrl) {
        Matcher url = FORM.matcher(reactiveUrl.strip());
        if (!url.matches()) {
            return "jdbc:" + reactiveUrl;
        }
        List<String> parameters = new ArrayList<>();
        if (url.group(4) != null && !url.group(4).isEmpty()) {
            parameters.add(url.group(4));
        }
        if (url.group(1) != null) {
            parameters.add("user=" + url.group(1));
        }
        if (url.group(2) != null) {
            parameters.add("password=" + url.group(2));
        }
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return "jdbc:postgresql://" + url.group(3) + query;
    }
}
