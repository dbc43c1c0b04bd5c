package dev.quartermaster.catalog;

import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.query.CallPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which regions calls of Bedrock may go to: the one its base URL names, else the configured ones. */
final class ConfiguredCallPolicy {

    private static final String PLACEHOLDER = "{region}";

    private ConfiguredCallPolicy() {}

    static CallPolicy of(BedrockConfig config) {
        List<String> regions = configured(config).stream()
                .map(code -> called(code, config.baseUrl()))
                .distinct()
                .toList();
        return new CallPolicy(
                regions, config.residency().map(ConfiguredCallPolicy::plain).orElse(null));
    }

    private static String called(String code, Optional<String> baseUrl) {
        Region configured = new Region(code);
        return baseUrl.map(url -> url.replace(PLACEHOLDER, code))
                .flatMap(Region::ofBedrock)
                .orElse(configured)
                .code();
    }

    private static List<String> configured(BedrockConfig config) {
        List<String> all = new ArrayList<>();
        Stream.concat(config.region().stream(), config.regions().stream().flatMap(List::stream))
                .map(ConfiguredCallPolicy::plain)
                .filter(code -> !code.isEmpty())
                .forEach(all::add);
        return all.isEmpty() ? List.of(Region.US_EAST_1.code()) : all;
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
