package dev.quartermaster.console;

import dev.quartermaster.telemetry.StatusContributor;
import java.util.List;
import java.util.Locale;

/**
 * Content of the console's page.
 *
 * @param keyNeeded whether the form must ask for a key
 * @param models the number of known and enabled models
 * @param explorer whether the API can be tried out in the browser, which development offers and production does not
 */
record Overview(
        String version,
        boolean keyNeeded,
        boolean explorer,
        int models,
        List<ProviderRow> providers,
        List<DependencyRow> dependencies) {

    /**
     * @param state one word: {@code ready}, {@code simulated}, {@code resting}, {@code no key} or {@code off}
     * @param keys each key's masked value and where it was found
     */
    record ProviderRow(String name, String state, String baseUrl, List<String> keys) {

        /** The state as a name for the style sheet. */
        public String style() {
            return state.replace(' ', '-');
        }
    }

    record DependencyRow(String name, StatusContributor.ComponentStatus condition) {

        public String state() {
            return condition.state().name().toLowerCase(Locale.ROOT);
        }
    }
}
