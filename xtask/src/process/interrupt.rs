//! Ctrl-C and its relatives: remembered, passed on to the child that runs in the foreground, and told to whoever waits.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// Something that ends the wait of a running service.
#[derive(Debug)]
pub(crate) enum Event {
    /// A person or the system asks us to stop.
    Stop,
    /// A background service ended by itself.
    Ended(&'static str),
}

/// Knows whether we were asked to stop.
#[derive(Debug)]
pub(crate) struct Interrupt {
    stopped: Arc<AtomicBool>,
    foreground: Arc<Mutex<Option<Pid>>>,
    sender: Sender<Event>,
    events: Receiver<Event>,
}

impl Interrupt {
    /// Takes over the signals that ask a program to stop.
    pub(crate) fn listen() -> Result<Self> {
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("listen to signals")?;
        let (sender, events) = channel();
        let it = Self {
            stopped: Arc::default(),
            foreground: Arc::default(),
            sender,
            events,
        };
        let (stopped, foreground, sender) = (Arc::clone(&it.stopped), Arc::clone(&it.foreground), it.sender.clone());
        thread::spawn(move || {
            for _signal in signals.forever() {
                stopped.store(true, Ordering::SeqCst);
                if let Some(group) = *foreground.lock().unwrap_or_else(PoisonError::into_inner) {
                    // It may have ended in this moment; then there is nothing to stop.
                    let _gone = kill_process_group(group, Signal::TERM);
                }
                if sender.send(Event::Stop).is_err() {
                    return;
                }
            }
        });
        Ok(it)
    }

    /// Where background services report their end.
    pub(super) fn sender(&self) -> Sender<Event> {
        self.sender.clone()
    }

    /// Says which process group a signal shall reach; none when the child has ended.
    pub(super) fn foreground(&self, group: Option<Pid>) {
        *self.foreground.lock().unwrap_or_else(PoisonError::into_inner) = group;
    }

    /// Fails once we were asked to stop, so that no further step begins.
    pub(crate) fn check(&self) -> Result<()> {
        if self.stopped.load(Ordering::SeqCst) {
            bail!("stopped");
        }
        Ok(())
    }

    /// Waits until somebody asks us to stop or a service ends.
    pub(crate) fn wait(&self) -> Event {
        // The sender lives as long as we do, so the wait ends with an event.
        self.events.recv().unwrap_or(Event::Stop)
    }
}
