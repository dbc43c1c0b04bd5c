package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.ModelFacts;
import dev.quartermaster.domain.NearMisses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names a model answers to besides its ids. Names are compared by their letters and digits alone, so that {@code
 * Claude 3.5 Haiku}, {@code claude-3-5-haiku} and {@code CLAUDE 3 5 HAIKU} are the same.
 */
final class NameForms {

    /** The whole name; loses to nothing but an id. */
    static final int FULL = 1;
    /** Without its date, its maker or its version. */
    static final int SHORT = 2;
    /** A short form of a model that is itself a variant of another, such as one with a smaller window. */
    static final int VARIANT = 3;

    private static final Pattern DATE = Pattern.compile("[ -]20\\d{6}\\b");
    private static final Pattern VERSION = Pattern.compile("([ -][vV]\\d+)?(:\\w+)*$");
    private static final Pattern VARIANT_ID = Pattern.compile(".*:\\w+:\\w+$");

    private NameForms() {}

    /** Squashed forms with their rank, the better rank of two; lower is better. */
    static Map<String, Integer> of(CatalogModel model) {
        ModelFacts facts = model.facts();
        boolean variant = VARIANT_ID.matcher(model.id()).matches();
        Map<String, Integer> forms = new LinkedHashMap<>();
        add(forms, facts.name(), FULL);
        add(forms, facts.provider() + facts.name(), FULL);
        int rank = variant ? VARIANT : SHORT;
        String undated = withoutDate(withoutVersion(facts.name()));
        add(forms, undated, rank);
        add(forms, facts.provider() + undated, rank);
        String bare = model.id().substring(model.id().lastIndexOf('.', firstColon(model.id())) + 1);
        if (Character.isLetter(bare.isEmpty() ? '0' : bare.charAt(0))) {
            add(forms, bare, rank);
            add(forms, withoutVersion(bare), rank);
            add(forms, withoutDate(withoutVersion(bare)), rank);
        }
        add(forms, withoutDate(withoutVersion(model.id())), rank);
        return forms;
    }

    private static int firstColon(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id.length() : colon;
    }

    private static String withoutDate(String name) {
        return DATE.matcher(name).replaceAll("");
    }

    private static String withoutVersion(String name) {
        return VERSION.matcher(name).replaceFirst("");
    }

    private static void add(Map<String, Integer> forms, String name, int rank) {
        String squashed = NearMisses.squash(name);
        if (!squashed.isEmpty()) {
            forms.merge(squashed, rank, Math::min);
        }
    }
}
