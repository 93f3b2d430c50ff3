// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import io.barnabas.broker.Barnabas;
import io.barnabas.broker.BrokerView;
import io.barnabas.broker.Companion;
import java.util.List;
import java.util.Map;

/** The program that bin/barnabas runs: the broker, with its console beside it. */
public final class Program implements Companion {
    private Program() {}

    @SuppressWarnings("SystemOut") // A command's own output.
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("explain")) {
            List<String> options = List.of(arguments).subList(1, arguments.length);
            Runtime.getRuntime().halt(new Explain(System.out, System.err).run(options));
        }
        Barnabas.run(arguments, new Program());
    }

    /** In a thread of its own, so that nothing of the console stands between the start and the first request. */
    @Override
    public AutoCloseable start(Map<String, String> settings, BrokerView broker) {
        var console = new Console(ConsoleSettings.of(settings), broker);
        var opening = new Thread(console::open, "console-start");
        opening.setDaemon(true);
        opening.start();
        return console;
    }
}
