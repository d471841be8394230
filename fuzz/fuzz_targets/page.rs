#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuhe_fuzz::page(data));
