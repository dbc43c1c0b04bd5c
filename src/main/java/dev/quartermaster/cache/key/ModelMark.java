package dev.quartermaster.cache.key;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The digest of a model as it is now: its whole registry entry, and the address at which it is called. An answer of the
 * model as it was before is never found.
 */
public final class ModelMark {

    private final byte[] digest;

    private ModelMark(byte[] digest) {
        this.digest = digest;
    }

    static ModelMark of(ModelSpec model, Optional<String> address) {
        String entry = EntryWriter.write(RegistryEntry.of(model)).toString();
        return new ModelMark(
                new CanonicalWriter().text(entry).text(address.orElse(null)).digest());
    }

    byte[] bytes() {
        return digest;
    }

    /** The marks of all models, each made once for each state of its entry. Thread-safe. */
    public static final class Book {

        private record Page(ModelSpec model, ModelMark mark) {}

        private final Map<ModelKey, Page> pages = new ConcurrentHashMap<>();

        /** @param address asked for once for each state of the entry */
        public ModelMark of(ModelSpec model, Supplier<Optional<String>> address) {
            Page known = pages.get(model.key());
            if (known == null || known.model() != model) {
                known = new Page(model, ModelMark.of(model, address.get()));
                pages.put(model.key(), known);
            }
            return known.mark();
        }
    }
}
