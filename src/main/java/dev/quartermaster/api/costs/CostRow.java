package dev.quartermaster.api.costs;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostRepository.CostSum;
import dev.quartermaster.history.ledger.CostRepository.GroupKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** One group's sums; the group's keys are fields of the object itself. */
record CostRow(
        @JsonIgnore Map<String, String> group,
        @JsonProperty("requests") long requests,
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("output_tokens") long outputTokens,

        @JsonProperty("cost_usd") @JsonSerialize(using = PlainDecimal.class)
        Money cost) {

    static CostRow of(CostSum sum) {
        Map<String, String> group = new LinkedHashMap<>();
        for (Map.Entry<GroupKey, String> key : sum.group().entrySet()) {
            group.put(key.getKey().wire(), key.getValue());
        }
        return new CostRow(group, sum.requests(), sum.inputTokens(), sum.outputTokens(), sum.cost());
    }

    @JsonAnyGetter
    Map<String, String> groupKeys() {
        return group;
    }
}
