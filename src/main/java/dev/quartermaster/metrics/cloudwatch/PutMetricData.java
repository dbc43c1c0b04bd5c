package dev.quartermaster.metrics.cloudwatch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a call of {@code PutMetricData}, in AWS's query protocol. */
final class PutMetricData {

    private static final int LONGEST_VALUE = 1024;

    private final StringBuilder form = new StringBuilder("Action=PutMetricData&Version=2010-08-01");

    private PutMetricData() {}

    static byte[] body(String namespace, List<Datum> data) {
        PutMetricData body = new PutMetricData();
        body.field("Namespace", namespace);
        for (int i = 0; i < data.size(); i++) {
            body.datum("MetricData.member." + (i + 1) + ".", data.get(i));
        }
        return body.form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void datum(String path, Datum datum) {
        field(path + "MetricName", datum.metric().id());
        dimension(path, 1, CloudWatchMetric.AGENT_TYPE, datum.agentType());
        dimension(path, 2, CloudWatchMetric.MODEL_ID, datum.model());
        dimension(path, 3, CloudWatchMetric.SUCCESS, datum.success());
        field(path + "Timestamp", datum.minute().toString());
        field(path + "Unit", datum.metric().unit());
        StatisticSet values = datum.values();
        field(path + "StatisticValues.SampleCount", Long.toString(values.count()));
        field(path + "StatisticValues.Sum", Double.toString(values.sum()));
        field(path + "StatisticValues.Minimum", Double.toString(values.minimum()));
        field(path + "StatisticValues.Maximum", Double.toString(values.maximum()));
    }

    private void dimension(String path, int number, String name, @Nullable String value) {
        if (value != null) {
            field(path + "Dimensions.member." + number + ".Name", name);
            field(path + "Dimensions.member." + number + ".Value", dimensionValue(value));
        }
    }

    /** Makes a value of a dimension: printable ASCII, not empty, without a colon in front, not too long. */
    static String dimensionValue(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7E]", "?").strip();
        String value = printable.isEmpty() || printable.startsWith(":") ? "_" + printable : printable;
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }

    private void field(String name, String value) {
        form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
