package dev.quartermaster.api.costs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static final CostSum SUM = new CostSum(
            Map.of(GroupKey.HOUR, "2026-07-01T12:00:00Z"),
            3,
            2,
            1,
            1,
            new CostSum.Tokens(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            Money.usd("0.1"),
            Money.usd("0.01"));

    @Test
    void fieldsAreQuotedWhereTheyMustBe() {
        assertThat(line("plain", "a,b", "say \"x\"", "two\r\nlines", null))
                .isEqualTo("plain,\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\",,7\r\n");
    }

    @Test
    void aTextIsNoFormula() {
        assertThat(line("=1+1", "+1", "-1", "@x", "\tx", "a=b")).isEqualTo("'=1+1,'+1,'-1,'@x,'\tx,a=b,7\r\n");
        assertThat(line("=cmd|'/c calc'!A1,2")).isEqualTo("\"'=cmd|'/c calc'!A1,2\",7\r\n");
    }

    @Test
    void aRowHasTheSameNumbersInBothForms() {
        CostRow row = CostRow.of(SUM, ZoneId.of("Asia/Kathmandu"));
        ObjectMapper json = new ObjectMapper();
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        json.valueToTree(row).properties().forEach(field -> {
            names.add(field.getKey());
            values.add(field.getValue().isNull() ? null : field.getValue().asText());
        });

        assertThat(names.subList(0, names.size() - 1)).isEqualTo(CostRow.NUMBERS);
        assertThat(row.numbers().stream().map(value -> value == null ? null : value.toString()))
                .containsExactlyElementsOf(values.subList(0, values.size() - 1));
        assertThat(row.texts()).containsExactly("2026-07-01T17:45:00+05:45");
        assertThat(row.inputTokens()).isEqualTo(21);
        assertThat(row.outputTokens()).isEqualTo(26);
        assertThat(row.costPerSuccess()).isEqualTo(Money.usd("0.05"));
    }

    @Test
    void whatWasNeverPricedCostsNothingKnown() {
        CostSum none = new CostSum(Map.of(), 1, 1, 1, 0, SUM.tokens(), Money.ZERO, Money.ZERO);

        assertThat(CostRow.of(none, ZoneId.of("UTC")).cost()).isNull();
        assertThat(CostRow.of(none, ZoneId.of("UTC")).costPerSuccess()).isNull();
    }

    private static String line(String... texts) {
        Csv csv = new Csv();
        csv.add(Arrays.asList(texts), List.of(7));
        return csv.toString();
    }
}
