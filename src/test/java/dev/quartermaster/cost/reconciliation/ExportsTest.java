package dev.quartermaster.cost.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.quartermaster.domain.QuartermasterException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportsTest {

    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final LocalDate DAY = LocalDate.of(2025, 8, 1);
    private static final String HEAD = "identity/LineItemId,lineItem/UsageStartDate,lineItem/ProductCode,"
            + "lineItem/UsageType,lineItem/UsageAmount,lineItem/UnblendedCost,lineItem/ResourceId,pricing/unit\n";

    @Test
    void openAisUsageIsRead() throws IOException {
        assertThat(JsonExports.read(json("""
                        {"object":"page","has_more":false,"data":[{"object":"bucket","start_time":1754006400,"end_time":1754092800,
                          "results":[{"object":"organization.usage.completions.result","input_tokens":1000,"output_tokens":500,
                            "input_cached_tokens":800,"num_model_requests":5,"model":"gpt-4o-2024-08-06","batch":null}]}]}""")))
                .containsExactly(
                        new ExportLine(DAY, "gpt-4o-2024-08-06", new BigDecimal(1000), new BigDecimal(500), null));
    }

    @Test
    void openAisCostsAreRead() throws IOException {
        assertThat(JsonExports.read(json("""
                        [{"data":[{"start_time":1754006400,"results":[
                            {"object":"organization.costs.result","amount":{"value":0.0612345678901,"currency":"usd"},
                             "line_item":"gpt-4o-2024-08-06, input"}]}],"has_more":true},
                         {"data":[{"start_time":1754092800,"results":[]}],"has_more":false}]""")))
                .containsExactly(
                        new ExportLine(DAY, "gpt-4o-2024-08-06", null, null, new BigDecimal("0.0612345678901")));
    }

    @Test
    void anthropicsUsageIsReadWithItsCache() throws IOException {
        assertThat(JsonExports.read(json("""
                        {"data":[{"starting_at":"2025-08-01T00:00:00Z","ending_at":"2025-08-02T00:00:00Z","results":[
                          {"uncached_input_tokens":1500,"cache_creation":{"ephemeral_1h_input_tokens":1000,
                           "ephemeral_5m_input_tokens":500},"cache_read_input_tokens":200,"output_tokens":400,
                           "model":"claude-sonnet-4-20250514","service_tier":"standard"}]}],"has_more":false}""")))
                .containsExactly(new ExportLine(
                        DAY, "claude-sonnet-4-20250514", new BigDecimal(3200), new BigDecimal(400), null));
    }

    @Test
    void anthropicsCostsAreInCents() throws IOException {
        assertThat(JsonExports.read(json("""
                        {"data":[{"starting_at":"2025-08-01T00:00:00Z","results":[
                          {"currency":"USD","amount":"123.78912","cost_type":"tokens","model":"claude-x"}]}]}""")))
                .containsExactly(new ExportLine(DAY, "claude-x", null, null, new BigDecimal("1.2378912")));
    }

    @Test
    void bedrocksLinesAreReadFromAwsReport() {
        String csv = HEAD
                + "a,2025-08-01T05:00:00Z,AmazonBedrock,USE1-Claude3Sonnet-input-tokens,12.5,0.0375,,1K tokens\n"
                + "b,2025-08-01T05:00:00Z,AmazonBedrock,USE1-NovaPro-output-tokens-cross-region-global,2,0.0064,"
                + "\"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0\",1K tokens\n"
                + "c,2025-08-01T05:00:00Z,AmazonS3,Requests-Tier1,3,0.1,,Requests\n\n"
                + "d,2025-08-02T00:00:00Z,AmazonBedrock,EUC1-Guardrail-ContentPolicyUnitsConsumed,3,\"0.5\",,TextUnit\n";

        assertThat(CostAndUsageReport.read(csv.getBytes(StandardCharsets.UTF_8)))
                .usingRecursiveFieldByFieldElementComparator()
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .contains(
                        line(DAY, "Claude3Sonnet", "12500", "0", "0.0375"),
                        line(DAY, "amazon.nova-pro-v1:0", "0", "2000", "0.0064"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "data | {}",
                "data | {'data':{}}",
                "data[0].starting_at | {'data':[{'results':[]}]}",
                "data[0].starting_at | {'data':[{'starting_at':'soon','results':[]}]}",
                "data[0].start_time | {'data':[{'start_time':'soon','results':[]}]}",
                "data[0].results | {'data':[{'start_time':1}]}",
                "data[0].results[1].input_tokens | {'data':[{'start_time':1,'results':[{'input_tokens':1},{'input_tokens':-1}]}]}",
                "data[0].results[0].input_tokens | {'data':[{'start_time':1,'results':[{'input_tokens':1.5}]}]}",
                "data[0].results[0].input_tokens | {'data':[{'start_time':1,'results':[{}]}]}",
                "data[0].results[0].amount.currency | {'data':[{'start_time':1,'results':[{'amount':{'value':1,'currency':'eur'}}]}]}",
                "data[0].results[0].amount.value | {'data':[{'start_time':1,'results':[{'amount':{'value':'x','currency':'usd'}}]}]}",
                "data[0].results[0].amount.value | {'data':[{'start_time':1,'results':[{'amount':{'value':1e-999999999,'currency':'usd'}}]}]}",
                "has_more | {'data':[],'has_more':true}",
                "[1].data | [{'data':[]},7]"
            })
    void aBadExportIsRefusedByItsPlace(String place, String export) {
        QuartermasterException refused = catchThrowableOfType(
                QuartermasterException.class, () -> JsonExports.read(json(export.replace('\'', '"'))));

        assertThat(refused.param()).hasValue(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lineItem/UsageStartDate | a,b",
                "lineItem/UnblendedCost | lineItem/UsageStartDate,lineItem/UsageType",
                "lineItem/UsageStartDate | HEADa,yesterday,AmazonBedrock,t,1,1,,",
                "lineItem/UnblendedCost | HEADa,2025-08-01T05:00:00Z,AmazonBedrock,t,1,much,,",
                "lineItem/UsageAmount | HEADa,2025-08-01T05:00:00Z,AmazonBedrock,X-Nova-input-tokens,many,1,,"
            })
    void aBadReportIsRefusedByItsColumn(String column, String export) {
        byte[] csv = export.replace("HEAD", HEAD).getBytes(StandardCharsets.UTF_8);

        QuartermasterException refused =
                catchThrowableOfType(QuartermasterException.class, () -> CostAndUsageReport.read(csv));

        assertThat(refused.param()).hasValue(column);
    }

    private static ExportLine line(LocalDate day, String model, String input, String output, String usd) {
        return new ExportLine(day, model, new BigDecimal(input), new BigDecimal(output), new BigDecimal(usd));
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
