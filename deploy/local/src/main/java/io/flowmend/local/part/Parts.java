/* Licensed under Apache-2.0. */
package io.flowmend.local.part;

import io.flowmend.common.observe.Status;
import io.flowmend.local.platform.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parts of one {@code up}: attached in order, asked together, stopped in reverse. */
public final class Parts implements AutoCloseable {

    private final List<Part> attached = new ArrayList<>();

    /** Attaches what can be; says what not, and why. */
    public void attach(List<Part> parts, Function<Part, PartContext> context, Progress progress) {
        for (var part : parts) {
            switch (part.attach(context.apply(part))) {
                case Attachment.Attached runs -> {
                    attached.add(part);
                    progress.say(part.name() + " attached: " + runs.detail());
                }
                case Attachment.NotAttached reason -> {
                    part.close();
                    progress.say(part.name() + " not attached: " + reason.why());
                }
            }
        }
    }

    public Status health() {
        return together(Part::health);
    }

    /** The first part that has ended though it should run, and why. */
    public Optional<String> ended() {
        return attached.stream()
                .flatMap(part -> part.ended().map(why -> part.name() + " has ended: " + why).stream())
                .findFirst();
    }

    public Status ready() {
        return together(Part::ready);
    }

    @Override
    public void close() {
        attached.reversed().forEach(Part::close);
        attached.clear();
    }

    private Status together(Function<Part, Status> question) {
        var answers = attached.stream()
                .collect(
                        Collectors.toMap(Part::name, question, (first, second) -> first, java.util.LinkedHashMap::new));
        var text = answers.entrySet().stream()
                .map(answer -> answer.getKey() + ": " + answer.getValue().detail())
                .collect(Collectors.joining("; "));
        return new Status(
                answers.values().stream().allMatch(Status::good), text.isEmpty() ? "no parts are attached" : text);
    }
}
