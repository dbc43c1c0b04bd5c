package dev.quartermaster.registry.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.quartermaster.domain.ModelKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a registry file: good entries, the ones left out with their reasons, or why none of it can be used. */
public final class RegistryFileReader {

    private static final Set<String> OUTER_FIELDS = Set.of("$schema", "note", "sources", "models");

    private final ObjectMapper mapper;
    private final ObjectReader json;
    private final EntryReader entries;
    private final Function<byte[], Optional<CheckedFile>> checked;

    /** @param schema the text of the published schema */
    public RegistryFileReader(ObjectMapper json, String schema) {
        this(json, schema, content -> Optional.empty());
    }

    /**
     * @param schema the text of the published schema
     * @param checked finds the file of these bytes whose entries are taken as they are
     */
    public RegistryFileReader(ObjectMapper json, String schema, Function<byte[], Optional<CheckedFile>> checked) {
        this(json, new EntryReader(new EntrySchema(schema)::violations), checked);
    }

    private RegistryFileReader(
            ObjectMapper json, EntryReader entries, Function<byte[], Optional<CheckedFile>> checked) {
        this.mapper = json;
        // Prices are exact decimals, and a field given twice in one object is a mistake that must not pass silently.
        this.json = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        this.entries = entries;
        this.checked = checked;
    }

    /** A reader for what has passed the schema before: it holds entries against the types of their fields alone. */
    public static RegistryFileReader withoutSchema(ObjectMapper json) {
        return new RegistryFileReader(json, new EntryReader(entry -> List.of()), content -> Optional.empty());
    }

    /** @throws UnusableRegistry when the content is no registry at all, or names one model twice */
    public RegistryDocument read(byte[] content) {
        return read(content, Overrides.NONE);
    }

    /**
     * Reads the file as if these overrides stood in it.
     *
     * @throws UnusableRegistry when the content is no registry at all, or names one model twice
     */
    public RegistryDocument read(byte[] content, Overrides overrides) {
        Optional<CheckedFile> known = checked.apply(content);
        if (known.isPresent() && overrides.entries().isEmpty()) {
            return known.get().document();
        }
        JsonNode models = models(parse(content));
        DuplicateKeys.refuse(models, () -> new EntryLines(content, mapper));
        List<Numbered> good = new ArrayList<>();
        List<RegistryProblem> problems = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Overrides.Placed placed : overrides.over(models)) {
            try {
                RegistryEntry entry =
                        known.flatMap(file -> file.entry(placed.index())).orElseGet(() -> entries.read(placed.node()));
                good.add(new Numbered(placed.index(), entry));
                warnOfUnknownCapabilities(entry, warnings);
            } catch (InvalidEntry e) {
                problems.add(problem(placed.node(), placed.index(), e.reason()));
            }
        }
        return new RegistryDocument(AliasClashes.leaveOut(good, problems), problems, warnings, places(good));
    }

    private static Map<ModelKey, Integer> places(List<Numbered> good) {
        Map<ModelKey, Integer> places = new HashMap<>();
        good.forEach(one -> places.put(one.entry().model().key(), one.index()));
        return places;
    }

    /** Why this entry could not stand in a file; empty when it could. */
    public Optional<String> fault(RegistryEntry entry) {
        try {
            entries.read(EntryWriter.write(entry));
            return Optional.empty();
        } catch (InvalidEntry e) {
            return Optional.of(e.reason());
        }
    }

    private JsonNode parse(byte[] content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new UnusableRegistry("is not JSON" + where + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UnusableRegistry("cannot be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode models(JsonNode root) {
        if (!root.isObject()) {
            throw new UnusableRegistry("is not an object with a field 'models'");
        }
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!OUTER_FIELDS.contains(name)) {
                throw new UnusableRegistry("has an unknown field '" + name + "' beside 'models'");
            }
        }
        JsonNode models = root.path("models");
        if (!models.isArray()) {
            throw new UnusableRegistry("has no array 'models'");
        }
        return models;
    }

    private static void warnOfUnknownCapabilities(RegistryEntry entry, List<String> warnings) {
        Set<String> unknown = Capabilities.unknown(entry.model().capabilities());
        if (!unknown.isEmpty()) {
            warnings.add(entry.model().key() + " has unknown capabilities " + unknown);
        }
    }

    private static RegistryProblem problem(JsonNode node, int index, String reason) {
        return new RegistryProblem(
                node.path("id").textValue(), node.path("provider").textValue(), index, reason);
    }

    /** An entry and its place in the file. */
    record Numbered(int index, RegistryEntry entry) {}
}
