package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of the variables that hold a provider's keys, in the environment as in a secret of AWS Secrets Manager. */
public final class KeyVariables {

    /** Numbers may have gaps, so that a key can be withdrawn without renaming the others; this is the last one tried. */
    public static final int LAST_NUMBER = 99;

    /** Providers whose variables are not simply {@code <NAME>_API_KEY}. */
    private static final Map<ProviderId, List<String>> NAMES = Map.of(
            ProviderId.GOOGLE, List.of("GOOGLE_API_KEY", "GEMINI_API_KEY"),
            ProviderId.BEDROCK, List.of("AWS_BEARER_TOKEN_BEDROCK"));

    private KeyVariables() {}

    /**
     * One variable.
     *
     * @param label tells it from the provider's others, for the id of its key: {@code 2}
     */
    public record Variable(String name, String label) {}

    /** Returns the provider's variables in the order in which their keys take turns. */
    public static List<Variable> of(ProviderId provider) {
        List<Variable> all = new ArrayList<>();
        List<String> names = names(provider);
        for (int place = 0; place < names.size(); place++) {
            String label = place == 0 ? "" : (place + 1) + "-";
            for (int number = 1; number <= LAST_NUMBER; number++) {
                all.add(new Variable(numbered(names.get(place), number), label + number));
            }
        }
        return all;
    }

    /** Returns the name of the provider's variable of that number. */
    public static String name(ProviderId provider, int number) {
        return numbered(names(provider).get(0), number);
    }

    /** Returns a variable's name for another key of the same kind: {@code OPENAI_API_KEY_2}. */
    public static String numbered(String name, int number) {
        return number == 1 ? name : name + "_" + number;
    }

    private static List<String> names(ProviderId provider) {
        return NAMES.getOrDefault(
                provider, List.of(provider.value().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_API_KEY"));
    }
}
