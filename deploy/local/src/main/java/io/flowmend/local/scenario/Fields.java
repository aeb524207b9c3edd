/* Licensed under Apache-2.0. */
package io.flowmend.local.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The fields of one object, asked for one by one. Afterwards {@link #done} refuses what nobody asked for, so that a word that is
 * misspelt is an error and not silence. For one thread.
 */
public final class Fields {

    private final String where;
    private final ObjectNode node;
    private final Set<String> asked;
    private final List<Fields> children;

    Fields(String where, ObjectNode node) {
        this(where, node, new TreeSet<>(), new ArrayList<>());
    }

    private Fields(String where, ObjectNode node, Set<String> asked, List<Fields> children) {
        this.where = where;
        this.node = node;
        this.asked = asked;
        this.children = children;
    }

    /** The same over what was said before: what this does not say stays as it was. */
    Fields over(ObjectNode before) {
        var merged = before.deepCopy();
        merged.setAll(node);
        return new Fields(where, merged, asked, children);
    }

    ObjectNode node() {
        return node;
    }

    public boolean has(String name) {
        asked.add(name);
        return node.hasNonNull(name);
    }

    public String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException(path(name) + " is missing"));
    }

    public String text(String name, String usual) {
        return optional(name).orElse(usual);
    }

    public Optional<String> optional(String name) {
        return value(name, "a text", JsonNode::isTextual, JsonNode::textValue);
    }

    public boolean flag(String name, boolean usual) {
        return value(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue)
                .orElse(usual);
    }

    public long number(String name, long usual) {
        return value(name, "a whole number", JsonNode::isIntegralNumber, JsonNode::longValue)
                .orElse(usual);
    }

    public Optional<Duration> time(String name) {
        return optional(name).map(text -> parsed(name, text, RelativeTime::parse));
    }

    /** One of a few words. */
    public <T> T choice(String name, Map<String, T> words, String usual) {
        var word = text(name, usual);
        var meant = words.get(word);
        if (meant == null) {
            throw new IllegalArgumentException(
                    path(name) + " is '" + word + "'; allowed: " + String.join(", ", words.keySet()));
        }
        return meant;
    }

    /** @param read throws {@link IllegalArgumentException} with the value and what is allowed */
    public <T> Optional<T> read(String name, Function<String, T> read) {
        return optional(name).map(text -> parsed(name, text, read));
    }

    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var item : array(name)) {
            texts.add(checked(name, item, "a list of texts", item.isTextual()).textValue());
        }
        return texts;
    }

    public List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        for (var item : array(name)) {
            checked(name, item, "a list of objects", item.isObject());
            objects.add(new Fields(path(name), (ObjectNode) item));
        }
        children.addAll(objects);
        return objects;
    }

    public Map<String, String> map(String name) {
        asked.add(name);
        var map = new LinkedHashMap<String, String>();
        node.path(name)
                .properties()
                .forEach(item -> map.put(
                        item.getKey(),
                        checked(
                                        name + "." + item.getKey(),
                                        item.getValue(),
                                        "a text",
                                        item.getValue().isTextual())
                                .textValue()));
        return map;
    }

    /** @throws IllegalArgumentException that names the fields that mean nothing here */
    void done() {
        for (var name : (Iterable<String>) node::fieldNames) {
            if (!asked.contains(name)) {
                throw new IllegalArgumentException(path(name) + " is " + node.get(name)
                        + ", which means nothing; allowed: " + String.join(", ", asked));
            }
        }
        children.forEach(Fields::done);
    }

    private JsonNode array(String name) {
        asked.add(name);
        var value = node.path(name);
        return value.isMissingNode() ? value : checked(name, value, "a list", value.isArray());
    }

    private <T> Optional<T> value(String name, String allowed, Predicate<JsonNode> fits, Function<JsonNode, T> read) {
        asked.add(name);
        var value = node.get(name);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(read.apply(checked(name, value, allowed, fits.test(value))));
    }

    private JsonNode checked(String name, JsonNode value, String allowed, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(path(name) + " is " + value + "; allowed: " + allowed);
        }
        return value;
    }

    private <T> T parsed(String name, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(path(name) + " is " + wrong.getMessage(), wrong);
        }
    }

    private String path(String name) {
        return where + "." + name;
    }
}
