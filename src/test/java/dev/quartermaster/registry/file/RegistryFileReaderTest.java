package dev.quartermaster.registry.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Rates;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryFileReaderTest {

    private static final String SOUND = """
            {"id":"sound","provider":"openai","cost_per_1k_input_tokens":0.01,"cost_per_1k_output_tokens":0.03}""";

    @Test
    void theShortestUsefulEntryLoads() {
        RegistryDocument document = Published.read("""
            {"id":"gpt-4-turbo","provider":"openai","name":"GPT-4 Turbo","capabilities":["text-generation","code-generation","analysis"],
              "cost_per_1k_input_tokens":0.01,"cost_per_1k_output_tokens":0.03,
              "rate_limits":{"requests_per_minute":500,"tokens_per_minute":150000},"context_window":128000,"average_response_time_ms":2000,"enabled":true}""");

        assertThat(document.problems()).isEmpty();
        assertThat(document.warnings()).isEmpty();
        ModelSpec model = document.entries().get(0).model();
        assertThat(model.key()).isEqualTo(new ModelKey(ProviderId.OPENAI, "gpt-4-turbo"));
        assertThat(model.name()).isEqualTo("GPT-4 Turbo");
        assertThat(model.capabilities()).containsExactlyInAnyOrder("text-generation", "code-generation", "analysis");
        assertThat(model.pricing()).isEqualTo(Pricing.flat(Rates.of("10", "30")));
        assertThat(model.rateLimits()).isEqualTo(new RateLimits(500L, 150000L));
        assertThat(model.contextWindow()).isEqualTo(128000L);
        assertThat(model.averageResponseTimeMs()).isEqualTo(2000L);
        assertThat(model.enabled()).isTrue();
    }

    @Test
    void everyFieldIsRead() {
        RegistryEntry entry = Published.read("""
            {"id":"eu.some/model:1","provider":"amazon-bedrock","name":"Some","family":"some","release_date":"2026-01-02","note":"a note",
             "capabilities":["analysis"],"features":["tools","prompt_caching"],"modalities":{"input":["text","pdf"],"output":["text"]},
             "pricing":{"input_per_1m":1.50,"output_per_1m":1e1,"cache_read_per_1m":0,"cache_write_5m_per_1m":2,"cache_write_1h_per_1m":3,
               "above":[{"prompt_tokens":200000,"input_per_1m":3,"output_per_1m":20}],
               "routes":{"geo":{"input_per_1m":1.65,"output_per_1m":11}},"source":"a list","as_of":"2026-07-02"},
             "max_input_tokens":900,"max_output_tokens":100,"aliases":["some"],"fallbacks":["openai/gpt-4o"],
             "deprecation_date":"2027-01-01","regions":["eu-central-1"],"residency":"eu","enabled":false}""").entries().get(0);

        ModelSpec model = entry.model();
        assertThat(entry.family()).isEqualTo("some");
        assertThat(entry.releaseDate()).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(entry.note()).isEqualTo("a note");
        assertThat(model.key()).hasToString("bedrock/eu.some/model:1");
        assertThat(model.features()).containsExactly(Feature.TOOLS, Feature.PROMPT_CACHING);
        assertThat(model.inputModalities()).containsExactly("pdf", "text");
        assertThat(model.pricing().base().inputPer1m()).isEqualTo("1.5");
        assertThat(model.pricing().base().outputPer1m()).isEqualTo("10");
        assertThat(model.pricing().base().cacheReadPer1m()).isEqualTo("0");
        assertThat(model.pricing().ratesFor(200001).inputPer1m()).isEqualTo("3");
        assertThat(model.pricing().ratesFor(1, PriceRoute.GEO).outputPer1m()).isEqualTo("11");
        assertThat(model.pricing().source()).isEqualTo("a list");
        assertThat(model.pricing().asOf()).isEqualTo(LocalDate.of(2026, 7, 2));
        assertThat(model.fallbacks()).containsExactly("openai/gpt-4o");
        assertThat(model.deprecationDate()).isEqualTo(LocalDate.of(2027, 1, 1));
        assertThat(model.regions()).containsExactly("eu-central-1");
        assertThat(model.residency()).isEqualTo("eu");
        assertThat(model.maxInputTokens()).isEqualTo(900L);
        assertThat(model.maxOutputTokens()).isEqualTo(100L);
        assertThat(model.aliases()).containsExactly("some");
        assertThat(model.enabled()).isFalse();
    }

    @Test
    void thousandTokenPricesBecomeMillionTokenPricesExactly() {
        Rates rates = Published.read("""
            {"id":"m","provider":"openai","cost_per_1k_input_tokens":0.000123456789,"cost_per_1k_output_tokens":0.00015}""").entries().get(0).model().pricing().base();

        assertThat(rates.inputPer1m()).isEqualTo("0.123456789");
        assertThat(rates.outputPer1m()).isEqualTo("0.15");
    }

    /** Each line: what is put into an otherwise sound entry (or taken out, with a leading minus) and the reason. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-id | id is missing",
                "-provider | provider is missing",
                "'id':'' | id must match ^\\S+$; id must not be empty",
                "'id':'a b' | id must match ^\\S+$",
                "'id':7 | id must be of type string",
                "'provider':'no such!' | not a provider name: no such!",
                "'pricing':{'input_per_1m':1,'output_per_1m':1} | pricing and cost_per_1k_* are both given: one price form is allowed",
                "-cost_per_1k_output_tokens | cost_per_1k_output_tokens is missing",
                "'cost_per_1k_input_tokens':-1 | cost_per_1k_input_tokens must not be less than 0",
                "'cost_per_1k_input_tokens':1000.01 | cost_per_1k_input_tokens is above 1 USD a token",
                "'cost_per_1k_input_tokens':'1' | cost_per_1k_input_tokens must be of type number",
                "'cost_per_1k_input_tokens':1e-999999999 | cost_per_1k_input_tokens has more than 12 decimals",
                "'context_window':0 | context_window must not be less than 1",
                "'context_window':1.5 | context_window must be of type integer",
                "'max_output_tokens':1e30 | max_output_tokens must not exceed 1000000000000",
                "'cost_per_1k_inputs':1 | cost_per_1k_inputs is not a known field",
                "'rate_limits':{'rpm':1} | rate_limits.rpm is not a known field",
                "'rate_limits':{'tokens_per_minute':-1} | rate_limits.tokens_per_minute must not be less than 0",
                "'features':['telepathy'] | features[0] must be one of",
                "'capabilities':['Text Generation'] | capabilities[0] must match",
                "'aliases':['x','x'] | aliases must not name anything twice",
                "'deprecation_date':'soon' | deprecation_date must match",
                "'deprecation_date':'2026-02-30' | deprecation_date is not a day of the calendar",
                "'enabled':'yes' | enabled must be of type boolean",
                "'name':'' | name must not be empty",
                "'name':null | name must be of type string"
            })
    void aBadEntryIsLeftOutWithAReasonThatNamesTheField(String change, String reason) throws Exception {
        RegistryDocument document = Published.read(SOUND, changed(SOUND.replace("sound", "bad"), change));

        assertThat(document.entries())
                .extracting(entry -> entry.model().key().id())
                .containsExactly("sound");
        assertThat(document.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.index()).isEqualTo(1);
            assertThat(problem.reason()).startsWith(reason);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'output_per_1m':1} | pricing.input_per_1m is missing",
                "{'input_per_1m':-0.1,'output_per_1m':1} | pricing.input_per_1m must not be less than 0",
                "{'input_per_1m':1,'output_per_1m':1000000.5} | pricing.output_per_1m is above 1 USD a token",
                "{'input_per_1m':1,'output_per_1m':1,'cache_read_per_1m':-1} | pricing.cache_read_per_1m must not be less than 0",
                "{'input_per_1m':1,'output_per_1m':1,'cached_per_1m':1} | pricing.cached_per_1m is not a known field",
                "{'input_per_1m':1,'output_per_1m':1,'above':[{'prompt_tokens':9,'input_per_1m':2}]} | pricing.above[0].output_per_1m is missing",
                "{'input_per_1m':1,'output_per_1m':1,'above':[{'prompt_tokens':9,'input_per_1m':2,'output_per_1m':2},{'prompt_tokens':9,'input_per_1m':3,'output_per_1m':3}]} | two price tiers share one prompt_tokens threshold",
                "{'input_per_1m':1,'output_per_1m':1,'routes':{'moon':{}}} | pricing.routes.moon is not a known field",
                "{'input_per_1m':1,'output_per_1m':1,'routes':{'geo':{'input_per_1m':1,'output_per_1m':0.0000000000001}}} | pricing.routes.geo.output_per_1m has more than 12 decimals",
                "{'input_per_1m':1,'output_per_1m':1,'as_of':'2026-13-01'} | pricing.as_of is not a day of the calendar",
                "{'input_per_1m':1,'output_per_1m':1,'audio_input_per_1m':-1} | pricing.audio_input_per_1m must not be less than 0",
                "{'input_per_1m':1,'output_per_1m':1,'service_tiers':{'fast':{}}} | pricing.service_tiers.fast is not a known field",
                "{'input_per_1m':1,'output_per_1m':1,'service_tiers':{'flex':{'input_per_1m':1}}} | pricing.service_tiers.flex.output_per_1m is missing",
                "{'input_per_1m':1,'output_per_1m':1,'service_tiers':{'flex':{'input_per_1m':1,'output_per_1m':0.0000000000001}}} | pricing.service_tiers.flex.output_per_1m has more than 12 decimals",
                "{'input_per_1m':1,'output_per_1m':1,'service_tiers':{'flex':{'input_per_1m':1,'output_per_1m':1,'routes':{}}}} | pricing.service_tiers.flex.routes is not a known field",
                "[] | pricing must be of type object"
            })
    void badPricesAreNamedByTheirPath(String pricing, String reason) {
        RegistryDocument document = Published.read(
                "{'id':'m','provider':'openai','pricing':%s}".formatted(pricing).replace('\'', '"'));

        assertThat(document.entries()).isEmpty();
        assertThat(document.problems())
                .extracting(RegistryProblem::reason)
                .singleElement()
                .asString()
                .startsWith(reason);
    }

    @Test
    void anEntryWithoutAnyPriceIsLeftOut() {
        assertThat(Published.read("{\"id\":\"m\",\"provider\":\"openai\"}").problems())
                .containsExactly(new RegistryProblem(
                        "m",
                        "openai",
                        0,
                        "a price is missing: give pricing, or cost_per_1k_input_tokens and cost_per_1k_output_tokens"));
    }

    @Test
    void anEntryThatIsNoObjectIsLeftOut() {
        assertThat(Published.read("7").problems())
                .containsExactly(new RegistryProblem(null, null, 0, "an entry must be an object"));
    }

    @Test
    void anUnknownCapabilityIsAcceptedWithAWarning() throws Exception {
        RegistryDocument document = Published.read(changed(SOUND, "'capabilities':['analysis','time-travel']"));

        assertThat(document.entries().get(0).model().capabilities()).isEqualTo(Set.of("analysis", "time-travel"));
        assertThat(document.warnings()).containsExactly("openai/sound has unknown capabilities [time-travel]");
    }

    @Test
    void oneModelGivenTwiceMakesTheFileUnusableAndNamesBoth() {
        String underAnAlias = SOUND.replace("openai", "GPT");

        assertThatThrownBy(() -> Published.read(SOUND, SOUND.replace("sound", "other"), underAnAlias))
                .isInstanceOf(UnusableRegistry.class)
                .hasMessage("names a model twice: models[0] (line 1) and models[2] (line 1) are both openai/sound");
    }

    @Test
    void anAliasThatAlreadyNamesAModelOfTheProviderLeavesItsEntryOut() throws Exception {
        String alias = "'aliases':['sound']";
        RegistryDocument document = Published.read(
                changed(SOUND.replace("sound", "other"), alias),
                SOUND,
                changed(SOUND.replace("sound", "elsewhere").replace("openai", "google"), alias));

        assertThat(document.problems())
                .containsExactly(
                        new RegistryProblem("other", "openai", 0, "aliases: 'sound' already names openai/sound"));
        assertThat(document.entries())
                .extracting(entry -> entry.model().key().toString())
                .containsExactly("openai/sound", "google/elsewhere");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | is not an object with a field 'models'",
                "[] | is not an object with a field 'models'",
                "{} | has no array 'models'",
                "{\"models\":{}} | has no array 'models'",
                "{\"models\":[],\"model\":[]} | has an unknown field 'model' beside 'models'",
                "{\"models\":[]} x | is not JSON (line 1, column ",
                "{\"models\":[],\"models\":[]} | is not JSON (line 1, column ",
                "not json | is not JSON (line 1, column "
            })
    void whatIsNoRegistryIsRefusedAsAWhole(String content, String reason) {
        assertThatThrownBy(() -> Published.reader().read(content.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnusableRegistry.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"models\":[]}", "\uFEFF{\"$schema\":\"x\",\"note\":\"n\",\"sources\":[],\"models\":[]}"})
    void anEmptyRegistryIsOne(String content) {
        assertThat(Published.reader()
                        .read(content.getBytes(StandardCharsets.UTF_8))
                        .entries())
                .isEmpty();
    }

    private static String changed(String entry, String change) throws Exception {
        var node = (ObjectNode) Published.JSON.readTree(entry);
        if (change.startsWith("-")) {
            node.remove(change.substring(1));
            return node.toString();
        }
        String field = change.substring(1, change.indexOf('\'', 1));
        node.remove(field);
        String text = node.toString();
        return text.substring(0, text.length() - 1) + "," + change.replace('\'', '"') + "}";
    }
}
