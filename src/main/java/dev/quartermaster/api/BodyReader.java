package dev.quartermaster.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.quartermaster.api.error.ErrorTranslation;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the JSON body of a request into a record and checks the constraints on the record's components. Nothing is
 * converted: a value of another type, a field that the record does not have and a violated constraint are errors that name
 * the field. The message of a constraint is the rest of a sentence that begins with the field.
 */
@Singleton
public class BodyReader {

    /** The message of a {@code @NotNull} component. */
    public static final String MISSING = "is missing";

    private static final Set<LogicalType> SCALARS =
            EnumSet.of(LogicalType.Textual, LogicalType.Integer, LogicalType.Float, LogicalType.Boolean);

    /** The order of the components, first of the whole record and then of the one that holds the violated component. */
    private static final Comparator<ConstraintViolation<?>> FIRST = Comparator.<ConstraintViolation<?>>comparingInt(
                    violation -> position(
                            violation.getRootBeanClass(), steps(violation).get(0)))
            .thenComparingInt(violation -> position(
                    violation.getLeafBean().getClass(),
                    steps(violation).get(steps(violation).size() - 1)))
            .thenComparing(violation -> violation.getPropertyPath().toString());

    private final ObjectMapper json;
    private final Validator validator;

    BodyReader(ObjectMapper json, Validator validator) {
        this.json = json.copy()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        for (LogicalType type : SCALARS) {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
                boolean widens = type == LogicalType.Float && shape == CoercionInputShape.Integer;
                this.json
                        .coercionConfigFor(type)
                        .setCoercion(shape, widens ? CoercionAction.TryConvert : CoercionAction.Fail);
            }
        }
        this.validator = validator;
    }

    /**
     * Reads a whole body.
     *
     * @param unknownField the end of the error about a field that the record does not have: {@code is not a known field}
     * @throws QuartermasterException when the body is not JSON, or naming the first field that is wrong
     */
    public <T extends Record> T read(byte[] content, Class<T> type, String unknownField) {
        return read(JsonBody.parse(json, content), "", type, unknownField);
    }

    /** Reads a body that is parsed already, or a part of one; {@code path} is its place in the body. */
    public <T extends Record> T read(JsonNode tree, String path, Class<T> type, String unknownField) {
        if (!tree.isObject()) {
            throw JsonFields.wrong(path.isEmpty() ? null : path, "an object", tree);
        }
        T value = bind(tree, path, type, unknownField);
        validator.validate(value).stream().min(FIRST).ifPresent(violation -> {
            String field = SnakeCaseStrategy.INSTANCE.translate(
                    violation.getPropertyPath().toString());
            throw invalid(join(path, field), violation.getMessage());
        });
        return value;
    }

    private static List<String> steps(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Path.Node::getName)
                .toList();
    }

    private static int position(Class<?> type, String component) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component);
    }

    private <T> T bind(JsonNode tree, String path, Class<T> type, String unknownField) {
        try {
            return json.treeToValue(tree, type);
        } catch (JsonMappingException mistake) {
            throw wrong(mistake, tree, path, unknownField);
        } catch (JsonProcessingException mistake) {
            throw ErrorTranslation.malformed(mistake);
        }
    }

    private static QuartermasterException wrong(
            JsonMappingException mistake, JsonNode tree, String path, String unknownField) {
        String field = path;
        JsonNode found = tree;
        for (JsonMappingException.Reference step : mistake.getPath()) {
            boolean isItem = step.getFieldName() == null;
            field = isItem ? field + "[" + step.getIndex() + "]" : join(field, step.getFieldName());
            found = isItem ? found.path(step.getIndex()) : found.path(step.getFieldName());
        }
        return mistake instanceof UnrecognizedPropertyException
                ? invalid(field, unknownField)
                : JsonFields.wrong(field, expected(mistake), found);
    }

    /** The type of JSON value that the record expects, in the words of the error. */
    private static String expected(JsonMappingException mistake) {
        Class<?> type = mistake instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : Long.class;
        if (mistake.getCause() instanceof InputCoercionException || type == Long.class) {
            return "a whole number";
        } else if (type == String.class) {
            return "a string";
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) || type == ArrayNode.class ? "an array" : "an object";
    }

    private static QuartermasterException invalid(String field, String message) {
        return QuartermasterException.invalid(field, "'" + field + "' " + message);
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
