package dev.quartermaster.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.catalog.store.CacheFile;
import dev.quartermaster.catalog.store.CacheFolder;
import dev.quartermaster.catalog.store.CacheMode;
import dev.quartermaster.catalog.store.CatalogCache;
import dev.quartermaster.catalog.store.CatalogCodec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/** The catalog's plain parts as beans. */
class CatalogBeans {

    private static final String REGIONS = "bedrock-regions.json";

    @Produces
    @Singleton
    Regions regions(ObjectMapper json) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file = loader.getResourceAsStream(REGIONS)) {
            return Regions.of(json.readTree(file));
        }
    }

    @Produces
    @Singleton
    CallPolicy callPolicy(BedrockConfig config) {
        return ConfiguredCallPolicy.of(config);
    }

    @Produces
    @Singleton
    CatalogCodec codec(ObjectMapper json) {
        return new CatalogCodec(json);
    }

    @Produces
    @Singleton
    CatalogCache cache(CatalogConfig config, CatalogCodec codec, Clock clock) {
        Optional<CacheFile> file = config.cacheMode() == CacheMode.FILE
                ? Optional.of(new CacheFile(
                        CacheFolder.of(config.cacheDir(), System::getenv, System.getProperty("user.home")), codec))
                : Optional.empty();
        return new CatalogCache(config.cacheMode(), file, clock);
    }
}
