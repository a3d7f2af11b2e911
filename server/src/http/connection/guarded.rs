//! A connection's stream under two deadlines: a header that has begun must end, and a client must read what it asked for.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use super::framing::Framing;
use super::head_scanner::HeadScanner;

/// A connection's stream under two deadlines.
pub(super) struct Guarded {
    stream: TcpStream,
    scanner: HeadScanner,
    framing: Arc<Framing>,
    header: Duration,
    /// Set while a header is awaited or has begun.
    head_deadline: Option<Pin<Box<Sleep>>>,
    stall: Duration,
    /// Set while the client does not take what is written.
    write_deadline: Option<Pin<Box<Sleep>>>,
}

impl Guarded {
    /// A new connection must send its first header within `header`; none may let a write wait for longer than `stall`.
    pub(super) fn new(stream: TcpStream, framing: Arc<Framing>, header: Duration, stall: Duration) -> Self {
        let head_deadline = Some(Box::pin(sleep(header)));
        Self {
            stream,
            scanner: HeadScanner::new(),
            framing,
            header,
            head_deadline,
            stall,
            write_deadline: None,
        }
    }

    fn after_read(&mut self, bytes: &[u8]) {
        self.scanner.read(bytes);
        if self.scanner.is_ambiguous() {
            self.framing.set_ambiguous();
        }
        if !self.scanner.is_in_head() {
            self.head_deadline = None;
        } else if self.head_deadline.is_none() {
            self.head_deadline = Some(Box::pin(sleep(self.header)));
        }
    }

    /// Fails a write that made no progress for too long.
    fn poll_stalled<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.write_deadline = None;
            return written;
        }
        let stall = self.stall;
        let deadline = self.write_deadline.get_or_insert_with(|| Box::pin(sleep(stall)));
        ready!(deadline.as_mut().poll(context));
        deadline.as_mut().reset(Instant::now() + stall);
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Guarded {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                this.after_read(&buffer.filled()[before..]);
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => match &mut this.head_deadline {
                Some(deadline) => {
                    ready!(deadline.as_mut().poll(context));
                    Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
                }
                None => Poll::Pending,
            },
        }
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.poll_stalled(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, slices);
        this.poll_stalled(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
