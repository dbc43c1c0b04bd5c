package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProvidersConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The regions that calls of Bedrock may go to: the one its base URL names, else the configured ones. */
@Singleton
public class BedrockRegion {

    private static final String DEFAULT = "us-east-1";

    private final List<String> codes;
    private final Optional<String> residency;

    BedrockRegion(BedrockConfig bedrock, ProvidersConfig providers) {
        String baseUrl =
                providers.providers().get(ProviderId.BEDROCK.value()).baseUrl().orElse(Endpoint.PUBLIC);
        codes = configured(bedrock).stream()
                .map(code -> Endpoint.of(baseUrl, new Region(code)).region().code())
                .distinct()
                .toList();
        residency = bedrock.residency().map(BedrockRegion::plain);
    }

    /** The one that is called unless another is needed. */
    public String code() {
        return codes.get(0);
    }

    /** All that may be called, {@link #code} first. */
    public List<String> codes() {
        return codes;
    }

    /** Returns the permitted location of data; empty for any. */
    public Optional<String> residency() {
        return residency;
    }

    private static List<String> configured(BedrockConfig bedrock) {
        List<String> all = new ArrayList<>();
        Stream.concat(bedrock.region().stream(), bedrock.regions().stream().flatMap(List::stream))
                .map(BedrockRegion::plain)
                .filter(code -> !code.isEmpty())
                .forEach(all::add);
        return all.isEmpty() ? List.of(DEFAULT) : all;
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
