/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flowmend.common.cli.ExitCode;
import io.flowmend.lab.cases.Breakage.Mend;
import io.flowmend.lab.cases.Control;
import io.flowmend.lab.cases.Control.Standing;
import io.flowmend.lab.cases.Controls;
import io.flowmend.lab.cases.UdpGhost;
import io.flowmend.lab.mender.Mender;
import io.flowmend.lab.process.Waiting;
import io.flowmend.lab.report.Course;
import io.flowmend.lab.world.Dataplane;
import io.flowmend.lab.world.World;
import io.flowmend.local.platform.Progress;
import io.flowmend.local.platform.StateFolder;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** All controls side by side, round after round. Flowmend may find what it likes; it may command nothing. */
record ControlSession(
        StateFolder folder,
        Dataplane.Kind dataplane,
        int rounds,
        Map<String, String> settings,
        Progress progress,
        boolean json) {

    private static final UdpGhost REAL = new UdpGhost(UdpGhost.Form.EMPTIED);
    /** Longer than hold, marks, reads and the margins of every rule together. */
    private static final Duration STANDS = Duration.ofSeconds(15);

    ExitCode run() {
        var bounds = new HashMap<>(Mender.wideBounds());
        bounds.putAll(settings);
        try (var world = World.open(dataplane, Session.folder(folder, "world"), progress);
                var mender = Mender.start(folder, world, bounds, progress)) {
            var commands = 0;
            for (var round = 1; round <= rounds; round++) {
                mender.check();
                commands += round(world, mender, round);
            }
            proveThatItMends(world, mender);
            var wrong = mender.judge().wrong();
            wrong.forEach(act -> progress.say("WRONG: " + act));
            end(commands, wrong.size());
            return commands == 0 && wrong.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** A Flowmend that mends nothing commands nothing either: at the end something is broken that it has to mend. */
    private void proveThatItMends(World world, Mender mender) {
        try (var breakage = REAL.breakFlow(world)) {
            mender.judge().allow(breakage);
            switch (breakage.await(REAL.patience())) {
                case Mend.Mended(var at, var says) ->
                    progress.say("a real fault after them: " + says + " after "
                            + Duration.between(breakage.cause(), at).toMillis() + " ms");
                case Mend.Broken(var says) ->
                    throw new IllegalStateException("the controls prove nothing, a real fault is not mended: " + says);
            }
        }
    }

    private int round(World world, Mender mender, int round) {
        var standing = new LinkedHashMap<Control, Standing>();
        try {
            Controls.all().forEach(control -> standing.put(control, control.begin(world)));
            Waiting.pass(STANDS);
            var commands = 0;
            for (var one : standing.entrySet()) {
                var course = mender.courses().soFar(one.getValue().flows());
                commands += course.commands();
                say(one.getKey().name(), round, course);
            }
            return commands;
        } finally {
            standing.values().forEach(Standing::close);
        }
    }

    private void say(String control, int round, Course course) {
        if (json) {
            var line = new JsonMapper().createObjectNode();
            line.put("control", control).put("round", round);
            line.put("findings", course.findings()).put("commands", course.commands());
            System.out.println(line);
        } else {
            System.out.printf(
                    "round %d  %-15s %d findings, %d commands%n", round, control, course.findings(), course.commands());
            course.records().forEach(record -> System.out.println("    " + record));
        }
    }

    private void end(int commands, int wrong) {
        if (json) {
            var line = new JsonMapper().createObjectNode();
            line.putObject("summary")
                    .put("case", "controls")
                    .put("dataplane", dataplane.text())
                    .put("runs", rounds)
                    .put("controls", Controls.all().size())
                    .put("commands", commands)
                    .put("wrong", wrong);
            System.out.println(line);
        } else {
            System.out.printf(
                    "%d controls on %s, %d rounds: %d commands, %d wrong%n",
                    Controls.all().size(), dataplane.text(), rounds, commands, wrong);
        }
    }
}
